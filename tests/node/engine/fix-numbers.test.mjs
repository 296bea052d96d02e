/** Corrections cross to a worker once. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FixNumbers } from "../../../web/engine/page/fix-numbers.js";

/** A wire that writes down what it was asked. */
class Asked {
  orders = [];
  /** @param {() => unknown} answer */
  constructor(answer = () => "yes") {
    this.answer = answer;
  }
  async ask(duty, { fixes, ...order }) {
    this.orders.push({ duty, ...order, numbers: fixes.numbers, added: fixes.added.map(([number]) => number) });
    return this.answer();
  }
}

const stroke = () => ({ type: "stroke", effect: "erase", points: [1, 2, 3] });

test("each correction is sent until an answer has come, then named", async () => {
  const wire = new Asked();
  const numbers = new FixNumbers();
  const [one, two] = [stroke(), stroke()];
  assert.equal(await numbers.ask(wire, "peek", { id: 5 }, [one]), "yes");
  await numbers.ask(wire, "cut", { id: 5 }, [one, two]);
  await numbers.ask(wire, "cut", { id: 5 }, [two]);
  assert.deepEqual(wire.orders, [
    { duty: "peek", id: 5, numbers: [1], added: [1] },
    { duty: "cut", id: 5, numbers: [1, 2], added: [2] },
    { duty: "cut", id: 5, numbers: [2], added: [] },
  ]);
});

test("what failed on its way is sent again, and a new worker is told everything", async () => {
  let broken = true;
  const wire = new Asked(() => {
    if (broken) throw new Error("lost");
  });
  const numbers = new FixNumbers();
  const fix = stroke();
  await assert.rejects(numbers.ask(wire, "cut", {}, [fix]), /lost/);
  broken = false;
  const questions = [numbers.ask(wire, "peek", {}, [fix]), numbers.ask(wire, "parts", {}, [fix])]; // neither is answered yet
  await Promise.all(questions);
  assert.deepEqual(wire.orders.map(({ added }) => added), [[1], [1], [1]]);
  const another = new Asked();
  await numbers.ask(another, "cut", {}, [fix]);
  assert.deepEqual(another.orders[0].added, [1]);
});

test("a correction that has a number does not change any more", async () => {
  const fix = stroke();
  await new FixNumbers().ask(new Asked(), "cut", {}, [fix]);
  assert.throws(() => fix.points.push(4), TypeError);
  assert.throws(() => (fix.effect = "restore"), TypeError);
});
