/**
 * Every sentence that the page shows, in German.
 *
 * @import { Credentials, EngineInfo, NoticeCode, Side, Step } from "../../engine/index.js"
 * @import { Messages } from "./en.js"
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, tenthPercent, fileSize, moment, plural, few } = format("de");

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} Pixel`;

/** @param {EngineInfo} info */
const device = (info) =>
  info.device === "webgpu" ? "GPU" : `CPU, ${info.threads} ${plural(info.threads, { one: "Thread", other: "Threads" })}`;

/** @type {Record<string, { title: string, advice: string }> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "Abgebrochen.", advice: "Es wurde nichts geändert." },
  empty: { title: "Diese Datei ist leer.", advice: "Vielleicht wurde sie nicht fertig kopiert oder heruntergeladen. Wähle eine andere." },
  unreadable: {
    title: "Diese Datei ließ sich nicht als Bild lesen.",
    advice: "Sie ist beschädigt oder von einer Art, die dieser Browser nicht kennt. Speichere sie in einem anderen Programm als JPEG oder PNG und versuche es damit.",
  },
  raw: {
    title: "Das ist die Rohdatei einer Kamera.",
    advice: "Ein fertiges Bild steckt nicht darin. Exportiere sie im Programm der Kamera oder einer Foto-App als JPEG oder TIFF und wähle das.",
  },
  "too-large": {
    title: "Dieses Bild ist zu groß für diesen Browser.",
    advice: "Speichere eine kleinere Kopie, zum Beispiel halb so breit und halb so hoch, und versuche es damit.",
  },
  "too-long": {
    title: "So breit oder hoch kann ein Bild in dieser Art von Datei nicht sein.",
    advice: "WebP fasst bis 16.383 Pixel je Seite, JPEG bis 65.500. Wähle unter „Speichern als“ PNG oder TIFF, oder einen kleineren Rahmen.",
  },
  "canvas-noise": {
    title: "Dieser Browser verändert die Pixel, die er Seiten lesen lässt.",
    advice: "Das tut sein Schutz vor Fingerprinting, und diese Art Bild kann nur der Browser selbst lesen. Speichere es als JPEG oder PNG, die Mattebox selbst liest, oder erlaube dieser Seite den Zugriff auf Canvas-Daten.",
  },
  "no-heif": {
    title: "Was HEIC-Bilder liest, ist noch nicht auf diesem Gerät.",
    advice: "Stelle eine Netzverbindung her und versuche es erneut: Es wird einmal geladen und funktioniert ab dann offline. Oder speichere das Bild in einem anderen Programm als JPEG.",
  },
  network: {
    title: "Ein Teil von Mattebox konnte nicht heruntergeladen werden.",
    advice: "Prüfe die Verbindung und versuche es noch einmal. Was schon da ist, bleibt erhalten.",
  },
  "corrupt-download": {
    title: "Ein Teil kam beschädigt an.",
    advice: "Versuche es noch einmal, dann wird er neu geladen. Hilft das nicht, verändert vielleicht ein Proxy oder Filter unterwegs die Dateien.",
  },
  memory: {
    title: "Für dieses Bild reichte der Speicher nicht.",
    advice: "Schließe andere Tabs oder Programme und versuche es noch einmal, oder nimm eine kleinere Kopie des Bildes.",
  },
  "worker-died": {
    title: "Der Browser hat die Arbeit mittendrin beendet.",
    advice: "Meist fehlte ihm Speicher. Schließe andere Tabs und versuche es noch einmal, oder nimm eine kleinere Kopie des Bildes.",
  },
  "no-start": {
    title: "Ein Teil von Mattebox ist nicht gestartet.",
    advice: "Er ist da, aber dieses Gerät ist zu beschäftigt oder seine Platte zu langsam, oder etwas hindert Seiten daran, Worker zu starten. Schließe andere Programme und versuche es noch einmal.",
  },
  gone: {
    title: "Diese Datei ist nicht mehr erreichbar.",
    advice: "Sie wurde inzwischen verschoben, umbenannt, geändert oder entfernt, oder sie liegt auf einem Laufwerk oder in einer Cloud ohne Verbindung. Wähle sie noch einmal aus.",
  },
  "unsupported-browser": {
    title: "In diesem Browser läuft Mattebox nicht.",
    advice: "Nimm eine aktuelle Version von Chrome, Edge, Firefox oder Safari.",
  },
  outdated: {
    title: "Eine neuere Version von Mattebox ist da.",
    advice: "Speichere den Freisteller auf dem Bildschirm und lade dann die Seite neu. Ein Stapel bleibt erhalten und geht danach weiter.",
  },
  "no-key": {
    title: "Dieser Browser bewahrt keinen Schlüssel zum Signieren auf.",
    advice: "Vielleicht ist das ein privates Fenster. Öffne ein gewöhnliches oder sichere das Bild ohne Content Credentials.",
  },
  "unusable-network": {
    title: "Dieses Netz lässt sich nicht verwenden.",
    advice: "Es wurde nichts geändert. Wähle eine andere Datei; unter „Eigene Netze“ steht, was gebraucht wird.",
  },
  internal: {
    title: "In Mattebox ist etwas schiefgegangen.",
    advice: "Versuche es noch einmal. Wenn es bei diesem Bild jedes Mal passiert, melde es bitte.",
  },
};

const phases = {
  download: "Wird geladen",
  start: "Startet",
  decode: "Bild wird gelesen",
  draft: "Entwurf entsteht",
  segment: "Motiv wird gesucht",
  matte: "Kanten werden verfeinert",
  finish: "Bild wird gestaltet",
  encode: "Datei wird geschrieben",
  smaller: "Verkleinere die Datei",
};

const modes = { fast: "Schnell", standard: "Standard", best: "Beste" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "unter 1 s" : `etwa ${whole.format(ms / 1000)} s`);

const list = new Intl.ListFormat("de");
const where = { top: "oben", right: "rechts", bottom: "unten", left: "links" };

/** @param {Side[]} cut */
const sides = (cut) => list.format(cut.map((side) => where[side]));

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} ${plural(count, { one: "Bild", other: "Bilder" })}`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "noch weniger als eine Minute";
  if (minutes < 90) return `noch etwa ${whole.format(minutes)} min`;
  return `noch etwa ${upToTenth.format(minutes / 60)} h`;
}

const verdicts = { accepted: "Angenommen", rejected: "Verworfen" };

const lighter =
  "Der Speicher wurde knapp, deshalb hat ein kleineres Netz das Motiv gesucht. Für einen feineren Freisteller schließe andere Tabs, lade die Seite neu und öffne das Bild noch einmal.";

const shortened =
  "Das Original enthält mehr Kameradaten, als diese Art von Datei fasst: Die längsten Einträge wurden weggelassen. PNG, WebP und TIFF behalten sie.";

const unshrunk =
  "Die Datei ließ sich nicht verkleinern, sie hat die übliche Größe. Vielleicht fehlte Speicher, oder beim ersten Mal das Netz.";

const troubles = {
  file: "Die Datei ist kein ONNX-Netz oder beschädigt. Wähle die .onnx-Datei selbst, vollständig kopiert.",
  data: "Teile des Netzes liegen in anderen Dateien, die fehlen oder unvollständig sind. Wähle die .onnx-Datei zusammen mit allen.",
  input: "Das Netz nimmt kein Bild mit drei Kanälen. Wähle eines, das Hintergründe entfernt.",
  answer: "Was das Netz antwortet, ist keine Maske. Wähle unter „Von Hand berichtigen“ einen anderen Ausgang oder ein anderes Netz.",
  numbers: "Das Netz antwortet mit Zahlen, die keine sind (NaN). Eine Datei in voller Genauigkeit (fp32) hilft vielleicht.",
  memory: "Das Netz braucht mehr Speicher, als da ist. Schließe andere Tabs oder nimm eine kleinere Fassung oder eine in halber Genauigkeit.",
  time: "Das Netz hatte nach fünf Minuten nicht geantwortet und wurde beendet.",
  failed: "Die Laufzeitumgebung dieser Seite hat das Netz abgelehnt. Eine fürs Web exportierte Fassung läuft vielleicht.",
  gone: "Das Netz liegt nicht mehr auf diesem Gerät. Füge es unter „Eigene Netze“ wieder hinzu.",
  descriptor: "Die Beschreibung stimmt nicht. Berichtige, was genannt ist, und probiere es noch einmal.",
  large: "Die Dateien sind größer, als ein Browser ausführen kann: höchstens 1,5 GB. Der Befehl „mattebox models add“ hat keine solche Grenze.",
  storage: "Dieser Browser lässt Mattebox keine Dateien ablegen, vielleicht in einem privaten Fenster oder weil Websitedaten gesperrt sind. Es wurde nichts hinzugefügt.",
  full: "Auf diesem Gerät ist kein Platz. Schaffe welchen und wähle die Dateien dann noch einmal.",
};

const replaced = "Dein eigenes Netz ließ sich dafür nicht verwenden; das von Mattebox ist eingesprungen.";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "Bild ablegen. Motiv behalten.",
    lead: "Mattebox entfernt den Hintergrund direkt hier, auf deinem Gerät. In voller Größe, ohne Konto, ohne Hochladen.",
    choose: "Bilder auswählen",
    chooseFolder: "oder einen ganzen Ordner",
    orDrop: "oder irgendwo ablegen, oder eines einfügen",
    samples: "Kein Bild zur Hand? Nimm eines von diesen.",
    dropHere: "Zum Freistellen ablegen",
    cancel: "Abbrechen",
    cancelKey: "Abbrechen (Esc)",
    viewOn: "Ansehen auf",
    checker: "Schachbrett",
    white: "Weiß",
    black: "Schwarz",
    colour: "Eigene Farbe",
    pickColour: "Farbe hinter dem Bild wählen",
    zoomOut: "Verkleinern (−)",
    zoomIn: "Vergrößern (+)",
    zoomFit: "In das Fenster einpassen (0)",
    newPicture: "Neues Bild",
    startOver: "Von vorn beginnen",
    copy: "Kopieren",
    copyKey: "Als PNG kopieren (Strg+C)",
    edit: "Bearbeiten",
    editKey: "Freisteller bearbeiten (E)",
    edges: "Kanten",
    fixes: "Korrigieren",
    fixTool: "Werkzeug",
    fixBrush: "Pinsel",
    fixLasso: "Lasso",
    fixPick: "Motive",
    fixEffect: "Was es tut",
    fixRestore: "Zurückholen",
    fixErase: "Entfernen",
    brushSize: "Größe",
    brushHard: "Genau malen",
    brushSoftness: "Weiche Kante",
    brushLoupe: "Lupe",
    fillHoles: "Löcher füllen",
    removeSpecks: "Flecken entfernen",
    edgeKind: "Art der Kante",
    edgeAuto: "Auto",
    edgeClean: "Glatt",
    edgeSoft: "Weich",
    edgeHair: "Haare",
    edgeShift: "Versatz",
    edgeFeather: "Weichheit",
    edgeContrast: "Kontrast",
    edgeColour: "Farbkorrektur",
    undo: "Rückgängig (Strg+Z)",
    redo: "Wiederholen (Strg+Umschalt+Z)",
    reset: "Zurücksetzen",
    saveKey: "Bild speichern (Strg+S)",
    finish: "Gestalten",
    preset: "Vorlage",
    keepPreset: "Diese Einstellungen als Vorlage behalten",
    dropPreset: "Diese Vorlage löschen",
    saveRecipe: "Alle Einstellungen als Datei sichern",
    openRecipe: "Eine Datei mit Einstellungen öffnen",
    presetName: "Name",
    keep: "Behalten",
    background: "Hintergrund",
    groundNone: "Keiner",
    groundColour: "Farbe",
    groundGradient: "Verlauf",
    groundPicture: "Bild",
    groundBlur: "Unscharf",
    colourOfGround: "Farbe",
    gradientEnd: "Zweite Farbe",
    angle: "Richtung",
    chooseGround: "Hintergrund auswählen",
    fit: "Anpassung",
    fitCover: "Rahmen füllen",
    fitContain: "Ganz zeigen",
    positionX: "Links nach rechts",
    positionY: "Oben nach unten",
    blur: "Unschärfe",
    match: "Licht angleichen",
    shadow: "Schatten",
    shadowOpacity: "Schlagschatten",
    shadowAngle: "Richtung",
    shadowDistance: "Abstand",
    shadowSoftness: "Weichheit",
    shadowColour: "Schattenfarbe",
    contactOpacity: "Kontaktschatten",
    contactSoftness: "Seine Weichheit",
    outline: "Kontur",
    outlineWidth: "Breite",
    outlineColour: "Konturfarbe",
    frame: "Rahmen",
    crop: "Zuschneiden auf",
    cropPicture: "Bild",
    cropSubject: "Motiv",
    space: "Raum",
    spaceMargin: "Rand",
    spaceFill: "Anteil am Rahmen",
    margin: "Rand",
    marginUnit: "Einheit des Rands",
    fill: "Motiv füllt",
    aspect: "Format",
    size: "Größe in Pixeln",
    sizeWidth: "Breite in Pixeln",
    sizeHeight: "Höhe in Pixeln",
    dpi: "Pixel pro Zoll",
    moveX: "Seitlich verschieben",
    moveY: "Auf und ab verschieben",
    turn: "Drehen",
    turnLeft: "Nach links drehen",
    turnRight: "Nach rechts drehen",
    tilt: "Gerade richten",
    output: "Speichern als",
    outputOptions: "Dateiformat und Name",
    format: "Format",
    lossless: "Verlustfrei",
    quality: "Qualität",
    smaller: "Kleinere Datei",
    smallerHint: "Dasselbe Bild in weniger Bytes; das Schreiben dauert um ein Vielfaches länger.",
    metadata: "Kameradaten (EXIF)",
    metadataNone: "Alle entfernen",
    metadataCamera: "Behalten, ohne den Ort",
    metadataAll: "Behalten, mit dem Ort",
    credentials: "Mit Content Credentials signieren",
    credentialsHint:
      "Fügt eine signierte Angabe hinzu, was hier gemacht wurde – mit einem Schlüssel, der auf diesem Gerät entsteht und es nie verlässt; an ihm ist zu erkennen, dass Dateien aus einer Hand kommen. Was das Original hat, wird mitgegeben.",
    check: "Datei prüfen",
    checkLead:
      "Zeigt, was die Content Credentials eines Bildes sagen und ob es seitdem verändert wurde. Die Datei bleibt auf diesem Gerät.",
    checkChoose: "Datei wählen",
    checkDrop: "oder hierher ziehen",
    checkFile: "Zu prüfende Datei",
    checkMeaning:
      "Was ein selbst gemachter Schlüssel beweist: Die Datei ist so, wie dieser Schlüssel sie signiert hat, und Dateien mit demselben Fingerabdruck wurden mit demselben Schlüssel signiert. Was er nicht beweist: wem er gehört, wann er signiert hat oder dass die Angabe stimmt. Entfernen kann Credentials jeder.",
    template: "Dateiname",
    templateHint: "{name}, {preset}, {size}, {width}, {height}, {date} und {n} (eine laufende Nummer) werden eingesetzt.",
    install: "Installieren",
    update: "Neue Version: neu laden",
    about: "Über Mattebox",
    close: "Schließen",
    zoom: "Zoom",
    stage: "Bild. Plus und Minus zoomen, 0 passt ein, die Pfeiltasten verschieben.",
    compare: "Vorher und nachher vergleichen: sichtbarer Anteil des Originals",
    before: "Vorher",
    after: "Nachher",
    draft: "Entwurf",
    progress: "Fortschritt",
    home: "Mattebox, von vorn beginnen",
    fileInput: "Bilddateien",
    folderInput: "Ordner mit Bildern",
    mode: "Modus",
    modeHint: "Wie gründlich das Motiv gesucht wird",
    aboutPrivacyTitle: "Deine Bilder bleiben hier",
    aboutPrivacy:
      "Alles läuft in dieser Seite. Bilder werden nirgendwohin gesendet; Anfragen gehen nur an diese Website, um " +
      "Mattebox selbst zu laden. Nach dem ersten Besuch geht es auch ohne Netz.",
    aboutHowTitle: "So funktioniert es",
    aboutHow:
      "Ein kleines Netz macht einen Entwurf, ein größeres findet das Motiv; dann werden die Kanten in voller Größe " +
      "verfeinert und von der Farbe des alten Hintergrunds befreit. „Schnell“ lässt das größere Netz weg, „Beste“ zeigt ihm zwei " +
      "Ansichten. Pixel im Inneren des Motivs bleiben genau, wie sie waren. Die Hintergründe sind nur zum Ansehen; " +
      "gespeichert wird nur mit, was unter „Gestalten“ hinter das Motiv gelegt wird.",
    language: "Sprache",
    languageLater: "Die Sprache wechselt, wenn die Seite das nächste Mal geöffnet wird.",
    keysTitle: "Tastenkürzel",
    openKeys: "Tastenkürzel (?)",
    models: "Eigene Netze",
    modelsLead: "Du hast ein besseres Netz zum Freistellen? Füge seine ONNX-Datei hinzu. Sie bleibt auf diesem Gerät, wird ein eigener Modus und läuft ohne Netzverbindung.",
    modelsChoose: "Dateien wählen",
    modelsDrop: "oder hier ablegen: die .onnx-Datei und, falls es welche gibt, ihre externen Daten",
    modelsFile: "Dateien eines Netzes",
    modelsTry: "An einem Foto ausprobieren",
    modelsOurs: "Von Mattebox",
    modelsTheirs: "Dieses Netz",
    modelsCorrect: "Von Hand berichtigen",
    modelsDescriptor: "Was es nimmt und gibt (JSON)",
    modelsDescriptorHint: "size ist Höhe und Breite; divide ist 1, 255 oder \"max\"; fit ist stretch, letterbox-top-left oder letterbox-centred; kind ist alpha, logits oder classes; activation ist none oder sigmoid; post ist none oder minmax.",
    modelsAdd: "Dieses Netz hinzufügen",
    modelsDiscard: "Verwerfen",
    modelsKept: "Auf diesem Gerät hinzugefügt",
    modelsNone: "Noch keine.",
    tips: "Tipps zu diesem Bild",
    dismissTips: "Tipps ausblenden",
    aboutCreditsTitle: "Beispielfotos",
    details: "Zeiten",
    aboutStored:
      "Die Bilder eines Stapels bleiben auf diesem Gerät, und nur dort, bis du sie entfernst, damit der Stapel einen geschlossenen Tab übersteht.",
    clearStored: "Alle auf diesem Gerät gespeicherten Bilder entfernen",
    keptTitle: "Auf diesem Gerät aufbewahrt",
    wipe: "Alles von diesem Gerät entfernen",
    wipeTitle: "Alles entfernen?",
    wipeWarning: "Einstellungen, Vorlagen, Farben, alle Bilder eines Stapels samt Ergebnissen, ein Signaturschlüssel und das Programm selbst werden endgültig von diesem Gerät entfernt. Auch was zu sehen ist und nicht gespeichert wurde, ist verloren; deine eigenen Dateien bleiben.",
    wipeYes: "Alles entfernen",
    wipeTrouble: "Nicht alles ließ sich entfernen: Ein anderer Tab mit Mattebox benutzt es. Schließe alle anderen und versuche es noch einmal.",
    wipedTitle: "Alles wurde entfernt",
    wiped: "Auf diesem Gerät ist nichts mehr von Mattebox aufbewahrt. Schließe diese Seite oder beginne neu: Dann wird das Programm wieder heruntergeladen.",
    startAgain: "Neu beginnen",
    documentation: "Dokumentation: Anleitung, Fragen, Arbeitsweise (auf Englisch)",
    licences: "Lizenzen aller Teile",

    batch: "Stapel",
    batchProgress: "Fertige Bilder des Stapels",
    batchCancel: "Abbrechen",
    batchAdd: "Bilder hinzufügen",
    batchAddFolder: "Ordner hinzufügen",
    batchSettings: "Einstellungen",
    batchSettingsHint: "Einstellungen für alle Bilder des Stapels (E)",
    batchReview: "Durchsehen",
    batchReviewHint: "Die Ergebnisse ansehen und beurteilen",
    batchSave: "ZIP speichern",
    batchSaveHint: "Alle nicht verworfenen Ergebnisse als eine ZIP-Datei speichern (Strg+S)",
    batchOutputHint: "Art der Datei und ihr Name",
    batchSaveFolder: "In Ordner speichern",
    batchSaveFolderHint: "Die Ergebnisse in einen Ordner schreiben, sobald sie fertig sind",
    batchClear: "Leeren",
    batchClearHint: "Alle Bilder des Stapels und ihre Ergebnisse von diesem Gerät entfernen",
    batchClearWarning: "Die Kopien und die Ergebnisse werden von diesem Gerät entfernt. Was nicht gespeichert wurde, ist verloren; deine eigenen Dateien bleiben.",
    batchClearYes: "Entfernen",
    batchClearNo: "Behalten",
    batchLeave: "Den Stapel verlassen; er wartet, bis du zurück bist",
    batchList: "Bilder",
    batchShow: "Anzeigen",
    batchAll: "Alle",
    batchWaiting: "Wartend",
    batchDone: "Fertig",
    batchFailed: "Fehlgeschlagen",
    batchCancelled: "Abgebrochen",
    batchRejected: "Verworfen",
    storedDiscard: "Verwerfen",
    review: "Durchsehen",
    reviewStage: "Ergebnis. Plus und Minus zoomen, 0 passt ein; die Pfeiltasten links und rechts führen zu anderen Bildern.",
    reviewPrevious: "Voriges Bild (←)",
    reviewNext: "Nächstes Bild (→)",
    reviewAccept: "Annehmen",
    reviewAcceptKey: "Annehmen (A)",
    reviewFix: "Korrigieren",
    reviewFixKey: "Von Hand korrigieren (F)",
    reviewReject: "Verwerfen",
    reviewRejectKey: "Verwerfen (R)",
    reviewClose: "Zurück zu allen Bildern (Esc)",
  },

  keys: { Control: "Strg", Shift: "Umschalt", Escape: "Esc" },
  shortcuts: {
    paste: "Bild einfügen",
    choose: "Bild auswählen",
    save: "Bild speichern",
    copy: "PNG kopieren",
    fixes: "Von Hand korrigieren: Pinsel, Lasso, Motive",
    smaller: "Kleinerer Pinsel",
    larger: "Größerer Pinsel",
    restore: "Zurückholen",
    erase: "Entfernen",
    edges: "Kanten anpassen",
    undo: "Rückgängig",
    redo: "Wiederholen",
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    zoomFit: "In das Fenster einpassen",
    actualSize: "Originalgröße",
    cancel: "Abbrechen oder schließen, was offen ist",
    help: "Diese Tastenkürzel zeigen",
  },
  gestures: [
    ["Mausrad oder zwei Finger", "Zoomen"],
    ["Doppelklick", "Originalgröße oder einpassen"],
    ["Freisteller ziehen", "In einen Ordner oder ein anderes Programm"],
    ["Alt und Mausrad", "Größe des Pinsels"],
    ["Pfeiltasten, Leertaste", "Pinsel bewegen, Strich beginnen und beenden"],
  ],

  firstVisit: (bytes) =>
    `Dieser erste Besuch lädt einmalig ${fileSize(bytes)} herunter, damit alles auf deinem Gerät läuft: ` +
    "Deine Bilder verlassen es nie.",
  offlineReady: "Deine Bilder verlassen dieses Gerät nie, und alles geht auch ohne Netz.",
  notKept: {
    changed: "Mattebox funktioniert, lässt sich aber nicht auf diesem Gerät behalten: Dateien kommen verändert an, vielleicht durch einen Proxy, einen Filter oder eine Erweiterung. Jeder Besuch braucht das Netz; in einem anderen Netz geht es vielleicht.",
    full: "Mattebox funktioniert, aber auf diesem Gerät ist kein Platz, um es zu behalten: Jeder Besuch braucht das Netz. Schaffe Platz auf der Platte und lade die Seite neu.",
    denied: "Mattebox funktioniert, aber dieser Browser behält nichts davon, vielleicht weil Cookies oder Websitedaten blockiert sind oder dies ein privates Fenster ist: Jeder Besuch lädt es neu, und auch Einstellungen und Bilder bleiben nicht erhalten.",
  },

  phases,
  progress(progress) {
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download}: ${percent(progress.fraction)}`;
    }
    return progress.phase === "download" ? "Wird vorbereitet" : phases[progress.phase];
  },
  elapsed: (seconds) => `${whole.format(seconds)} s`,

  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "Der Freisteller davor ist noch da.",
  retry: "Noch einmal",
  chooseAnother: "Anderes wählen",
  bringBack: "Zurückholen",
  startedOver: "Von vorn begonnen. Der letzte Freisteller war nicht gespeichert.",
  setbacks: {
    afresh: "Der Browser hat die Arbeit beendet, vielleicht aus Speichermangel. Sie wird noch einmal gemacht.",
    sparing: "Der Speicher wurde knapp, deshalb macht Mattebox mit weniger weiter: ein Bild nach dem anderen, in einem Thread, was länger dauert. Nach dem Neuladen wird alles wieder versucht.",
  },

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "Es wurde kein Motiv gefunden, deshalb wurde nichts entfernt; alles andere ist wie gewählt. Ist das Motiv klein, schneide das Bild enger zu und versuche es noch einmal.";
      case "scaled":
        return `Das Bild hat ${values.from} Megapixel; es wurde auf ${values.to} verkleinert, damit es in den Speicher passt.`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "Das Bild ist animiert; freigestellt wurde das erste Einzelbild.";
      case "one-of-many":
        return `Die Datei enthält ${values.count} Bilder; freigestellt wurde nur das erste.`;
      case "raw-preview":
        return "Das ist die Rohdatei einer Kamera; freigestellt wurde die Vorschau darin. Für volle Qualität exportiere sie in einer Foto-App als JPEG oder TIFF und wähle das.";
      case "hdr":
        return "Das Bild hat einen hohen Dynamikumfang (HDR); seine hellsten Stellen wurden abgedunkelt.";
      case "already-transparent":
        return "Das Bild hatte schon transparente Stellen; sie wurden beibehalten.";
      case "already-cut":
        return "Es ist schon freigestellt, deshalb wurde sonst nichts entfernt. Was noch weg soll, kannst du unter „Korrigieren“ entfernen.";
      case "has-credentials":
        return "Das Bild hat Content Credentials. Eine Datei trägt sie nur weiter, wenn du sie signierst: „Speichern als“, Optionen, „Mit Content Credentials signieren“.";
      case "made-by-ai":
        return "Es sagt von sich, dass generative KI es gemacht oder bearbeitet hat. Andere Dateien sagen das nicht, außer du signierst sie oder schreibst es dazu.";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} wurde nicht verwendet. ` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]} Das Netz von Mattebox ist eingesprungen.`;
      default:
        return String(code);
    }
  },
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `Das Bild ist klein: Die kurze Seite hat ${whole.format(values.side)} Pixel. Unter ${whole.format(values.least)} werden feine Kanten wie Haare grob. Stammt die Kopie aus einem Chat oder von einer Website, nimm das Original.`;
      case "jpeg-blocks":
        return "Das Bild wurde stark als JPEG komprimiert, und seine Blöcke zeigen sich an der Kante. Nimm das Original oder speichere es von dort in höherer Qualität.";
      case "low-contrast":
        return "An einem Teil der Kante sehen Motiv und Hintergrund fast gleich aus. Sieh sie dir genau an. Vor einem einfarbigen Hintergrund in einer anderen Farbe gelingt es sauberer.";
      case "cut-by-frame":
        return `Das Motiv ist ${sides(values.sides)} angeschnitten und endet dort in einer geraden Linie. Nimm ein Bild mit Platz um das Motiv oder setze diese Seite an den Rand deines Layouts.`;
      default:
        return String(code);
    }
  },
  tips: (count) => `${whole.format(count)} ${plural(count, { one: "Tipp", other: "Tipps" })}`,

  nothingToOpen: "Darin war keine Bilddatei. Speichere das Bild zuerst und lege die Datei dann ab oder wähle sie aus.",
  sampleFailed: "Das Beispielfoto konnte nicht geladen werden. Prüfe die Verbindung und versuche es noch einmal.",

  modes,
  modeTime: about,
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "Male grob über das, was nicht stimmt: Die Kante daneben findet sich von selbst.",
    hard: "Was du malst, gilt genau so.",
    pick: "Klicke auf ein Motiv, um es wegzulassen oder zurückzuholen. Klicke auf ein übersehenes oder ziehe einen Rahmen darum.",
  },
  subjectsFound: (count) => `${whole.format(count)} ${plural(count, { one: "Motiv", other: "Motive" })} gefunden. Klicke auf eines, um es wegzulassen oder zurückzuholen. Klicke auf ein übersehenes oder ziehe einen Rahmen darum.`,
  brushSize: (px) => `${whole.format(px)} px`,
  share: percent,
  edgeHints: {
    auto: "Wählt für jede Stelle der Kante das Beste.",
    clean: "Scharfe Konturen, wie Produkte sie haben.",
    soft: "Folgt der Weichheit des Bildes.",
    hair: "Erhält einzelne Haare, Fell und Flaum.",
  },
  edgeSliders: {
    shift: {
      does: "Verschiebt die Kante nach außen oder innen",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `${pixels(Math.abs(px))} nach ${px > 0 ? "außen" : "innen"}` : pixels(0)),
    },
    feather: { does: "Macht die Kante unscharf", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "Macht die Kante härter", written: percent, spoken: percent },
    decontaminate: { does: "Nimmt die Farbe des alten Hintergrunds aus der Kante", written: percent, spoken: percent },
  },

  finishUnits: {
    percent: { written: percent, spoken: percent },
    permille: { written: tenthPercent, spoken: tenthPercent },
    degrees: {
      written: (angle) => `${upToTenth.format(angle)}°`,
      spoken: (angle) => `${upToTenth.format(angle)} Grad`,
    },
  },
  presets: {
    cutout: "Freisteller",
    marketplace: "Marktplatz, weiß",
    square: "Soziale Medien, quadratisch",
    portrait: "Soziale Medien, hoch",
    story: "Soziale Medien, Story",
    identity: "Passfoto, 35 × 45 mm",
    sticker: "Sticker",
  },
  presetOfOnesOwn: "Eigene Einstellungen",
  recentColours: (name) => `${name}: zuletzt verwendete Farben`,
  eyedropper: (name) => `${name}: vom Bildschirm aufnehmen`,
  aspectFree: "Frei",
  noGround: "Noch keines ausgewählt.",
  groundUnreadable: "Dieser Browser kann die Datei nicht als Bild lesen. Wähle ein anderes für den Hintergrund.",
  recipeName: "mattebox-einstellungen.json",
  /** @param {string} name */
  recipeTaken: (name) => `Die Einstellungen aus ${name} gelten jetzt.`,
  /** @param {string} field */
  noRecipe: (field) => `Diese Datei enthält keine Einstellungen von Mattebox (${field}). Wähle eine .json-Datei, die es gesichert hat.`,

  formats: {
    png: { name: "PNG", short: "PNG", hint: "Verlustfrei und transparent. Am besten, um damit weiterzuarbeiten." },
    png8: { name: "PNG, 256 Farben", short: "PNG", hint: "Kleine Dateien für Zeichnungen und Sticker; Fotos verlieren Farben." },
    webp: { name: "WebP", short: "WebP", hint: "Klein und transparent, für Webseiten." },
    jpeg: { name: "JPEG", short: "JPEG", hint: "Klein und überall lesbar. Was transparent ist, wird weiß." },
    mask: { name: "Nur Maske (PNG)", short: "Maske", hint: "Die Transparenz als graues Bild: Weiß ist das Motiv." },
    tiff: { name: "TIFF mit Maske", short: "TIFF", hint: "Verlustfrei, für den Druck: das Bild und seine Maske als zwei Seiten." },
  },
  quality: { written: whole.format, spoken: whole.format },
  saveAs: (format) => `${format} speichern`,
  templateExample: (name) => `Für dieses Bild: ${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `${name} wird geprüft`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} hat keine Content Credentials. Über das Bild sagt das nichts: Die meisten haben keine, und sie lassen sich leicht entfernen.`,
      unchanged: (name) => `${name} ist unverändert, seit es signiert wurde.`,
      changed: (name) => `${name} wurde nach dem Signieren verändert: Auf das, was es über sich sagt, ist kein Verlass.`,
      doubtful: (name) => `${name} ist unverändert, seit es signiert wurde, aber das Zertifikat dazu ist abgelaufen oder ungültig.`,
      remote: (name) => `Die Content Credentials von ${name} liegen auf einem Server, den Mattebox nicht fragt. Prüfe es mit einem Programm, das das tut.`,
      unreadable: (name) => `${name} kann nicht geprüft werden: Die Datei ist beschädigt oder von einer Art ohne Content Credentials. Wähle ein Bild wie PNG, JPEG, WebP oder TIFF.`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "Signiert von",
      print: "Fingerabdruck des Schlüssels",
      stamped: "Zeitstempel",
      sources: "Art der Quelle (IPTC)",
      deeds: "Was gemacht wurde",
      generator: "Programm",
    },
    own: "Vom Schlüssel dieses Geräts",
    another: "Von einem anderen Schlüssel als dem dieses Geräts",
    /** @param {string} name */
    named: (name) => `Von einem anderen Schlüssel als dem dieses Geräts; sein Zertifikat nennt „${name}“, was hier nicht geprüft wird`,
    unknown: "Der Schlüssel dazu war nicht zu lesen",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "Von einem Algorithmus verändert, nichts erzeugt",
      humanEdits: "Von Hand bearbeitet",
      composite: "Aus mehreren Bildern zusammengesetzt",
      compositeCapture: "Aus mehreren Fotos zusammengesetzt",
      digitalCapture: "Mit einer Digitalkamera aufgenommen",
      digitalCreation: "Von Hand am Computer gemacht",
      trainedAlgorithmicMedia: "Von generativer KI erzeugt",
      compositeWithTrainedAlgorithmicMedia: "Mit generativer KI bearbeitet",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "Hintergrund von einem neuronalen Netz entfernt",
      corrected: "Freisteller von Hand korrigiert",
      colour: "Einfache Farben hinter das Motiv gelegt",
      picture: "Ein anderes Bild hinter das Motiv gelegt",
      blur: "Hintergrund weichgezeichnet",
      effects: "Schatten, Kontur oder Licht hinzugefügt",
      framed: "Zugeschnitten, skaliert oder gedreht",
      mask: "Nur die Maske gesichert",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "Aus einem anderen Bild entstanden",
      "c2pa.created": "Neu gemacht",
      "c2pa.edited": "Bearbeitet",
      "c2pa.cropped": "Zugeschnitten",
      "c2pa.resized": "Skaliert",
      "c2pa.converted": "In eine andere Dateiart umgewandelt",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when} nach der Uhr dessen, der signiert hat`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `Der Schlüssel dieses Geräts hat den Fingerabdruck ${print}.` : "Auf diesem Gerät gibt es noch keinen Schlüssel."),
  },

  waiting: "Warten …",
  saved: "Gespeichert",
  copied: "Kopiert",
  savedAs: (name) => `Gespeichert als ${name}`,
  copiedStatus: "Als PNG in die Zwischenablage kopiert",
  draggedAs: (name) => `Herausgezogen als ${name}`,
  copyUnsupported: "Dieser Browser kann keine Bilder in die Zwischenablage legen. Speichere stattdessen das PNG.",
  copyFailed: "Der Browser hat das Kopieren nicht erlaubt. Klicke in die Seite und versuche es noch einmal, oder speichere das PNG.",

  originalOf: (name) => `Original: ${name}`,
  cutoutOf: (name) => `Freisteller: ${name}`,
  compareValue: (share) => `${percent(share)} Original`,
  zoom: percent,
  samples: { Portrait: "Porträt", Product: "Produkt" },
  sample: (title) => `Beispielfoto: ${title}`,
  credit: (title, credit) => `${title}: ${credit}`,
  pasted: "eingefügt",

  status: {
    ready: (info) => `Bereit · ${device(info)} · ${info.model}`,
    working: (name) => `In Arbeit: ${name}`,
    draft: "Zu sehen ist ein Entwurf; der feine Schnitt kommt gleich.",
    done: (info, ms, width, height, bytes) =>
      `Fertig in ${tenth.format(ms / 1000)} s · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    doneSpoken: "Der Freisteller ist fertig.",
    editedSpoken: "Der Freisteller ist aktualisiert.",
    cancelled: "Abgebrochen",
    notSaved: "Es wurde nichts gespeichert.",
    edited: (ms, width, height, bytes) =>
      `Aktualisiert in ${tenth.format(ms / 1000)} s · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "Der Freisteller ist wieder wie zuvor.",
    modeDropped: "Der Freisteller ist wieder wie zuvor.",
  },
  fallback: (info) => (info.fallback ? `Die GPU wird nicht verwendet: ${info.fallback}` : ""),
  stages: {
    decode: "Lesen",
    cut: "Freistellen insgesamt",
    preview: "Vorschau",
    finish: "Gestalten",
    encode: "Schreiben der Datei",
    draft_inference: "kleines Netz",
    draft_matte: "Entwurf",
    inference: "großes Netz",
    py_tensor: "Verkleinern für die Netze",
    py_fuse: "Auswahl des Motivs",
    py_band: "Verfeinern der Kanten",
    py_foreground: "Farben der Kanten",
    py_compose: "Zusammensetzen",
    py_advice: "Tipps",
    total: "Gesamt",
  },
  milliseconds: (ms) => `${whole.format(ms)} ms`,
  models: {
    troubles,
    reading: (share) => `Das Netz wird gelesen: ${percent(share)}`,
    starting: "Wird vorbereitet",
    facts: { origin: "Was es ist", licence: "Lizenz", input: "Bild, das es sieht", size: "Größe", memory: "Speicher", where: "Läuft auf" },
    known: "Erkannt",
    guessed: "Nicht erkannt: Was es nimmt und gibt, ist geraten und wird an einem Foto ausprobiert",
    noLicence: "Nicht angegeben. Stelle sicher, dass du es verwenden darfst.",
    input: (size) => (size ? `${size[1]} × ${size[0]} Pixel` : "So breit und hoch, wie das Bild es verlangt"),
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)}; ${whole.format(rewritten)} verformbare Faltungen wurden umgeschrieben, damit es passt` : fileSize(bytes),
    memory: (needed, device) =>
      device ? `Bis zu etwa ${fileSize(needed)}; dieses Gerät hat mindestens ${fileSize(device)}` : `Bis zu etwa ${fileSize(needed)}`,
    tooMuch: (most) => `Das ist mehr als die ${fileSize(most)}, die eine Seite hier haben kann; vermutlich wird es scheitern.`,
    where: "Dem Prozessor (CPU); Grafikkarten beherrschen nicht alle seine Operatoren",
    trying: (at, of) => (of > 1 ? `Wird an einem Foto ausprobiert: Vermutung ${whole.format(at)} von ${whole.format(of)}` : "Wird an einem Foto ausprobiert"),
    tried: (ms) => `Für dieses Foto brauchte es ${tenth.format(ms / 1000)} s. Vergleiche beide; dann füge es hinzu oder verwirf es.`,
    ready: (title) => `${title} ist gelesen. Sieh dir die Lizenz an und probiere es dann aus.`,
    added: (title) => `${title} wurde hinzugefügt und steht jetzt unter den Modi.`,
    removed: (title) => `${title} wurde von diesem Gerät entfernt.`,
    use: "Verwenden",
    remove: "Entfernen",
    keep: "Behalten",
    removeAsk: (title) => `${title} von diesem Gerät entfernen?`,
    action: (what, title) => `${title}: ${what}`,
  },

  kept: {
    refused: "Nicht alles ließ sich entfernen: Der Browser hat es verweigert. Entferne die Daten dieser Website in den Einstellungen des Browsers.",
    kinds: {
      settings: "Einstellungen",
      presets: "Eigene Vorlagen",
      colours: "Letzte Farben",
      originals: "Bilder des Stapels",
      results: "Ergebnisse des Stapels",
      key: "Signaturschlüssel",
      program: "Programm und Netze",
      networks: "Eigene Netze",
    },
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "Wartet", cancelled: "Abgebrochen" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "Fertig" : "Kein Motiv gefunden";
    },
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    actions: { remove: "Entfernen", cancel: "Abbrechen", retry: "Noch einmal", save: "Speichern" },
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    count: (count) => whole.format(count),
    progress: (done, all, failed) =>
      [`${whole.format(done)} von ${whole.format(all)} fertig`, failed ? `${whole.format(failed)} fehlgeschlagen` : ""].filter(Boolean).join(" · "),
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `${pictures(arriving)} werden auf dieses Gerät kopiert`;
      if (pausing) return "Hält an: Was in Arbeit ist, wird noch fertig";
      if (paused) return "Angehalten";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "Anhalten",
    resume: "Weiter",
    retry: (count) => `${pictures(count)} noch einmal versuchen`,
    redo: (count) => `Neue Einstellungen auf ${whole.format(count)} fertige anwenden`,
    remove: (count) => (count === 1 ? "Dieses Bild entfernen" : `Diese ${pictures(count)} entfernen`),
    removeAsk: (count) => (count === null ? "Den ganzen Stapel entfernen?" : `${pictures(count)} aus dem Stapel entfernen?`),
    into: (folder) => `Ergebnisse kommen in den Ordner ${folder}`,
    pill: (done, all) => `Stapel: ${whole.format(done)} von ${whole.format(all)}`,
    backFromFix: "Zurück zum Stapel",
    ownSettings: "Dieses Bild hat jetzt eigene Einstellungen; die anderen behalten ihre.",
    useForAll: "Für alle verwenden",
    added: (count) => `${pictures(count)} zum Stapel hinzugefügt.`,
    finished: (done, failed) => `Der Stapel ist fertig: ${pictures(done)} fertig, ${whole.format(failed)} fehlgeschlagen.`,
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `${whole.format(skipped.length)} ${plural(skipped.length, { one: "Datei ist kein Bild und wurde", other: "Dateien sind keine Bilder und wurden" })} ausgelassen: ${few(skipped)}.`,
        unreadable.length && `${whole.format(unreadable.length)} ${plural(unreadable.length, { one: "Datei oder Ordner ließ", other: "Dateien oder Ordner ließen" })} sich nicht lesen: ${few(unreadable)}. Kopiere sie in einen anderen Ordner und füge sie von dort hinzu.`,
      ]
        .filter(Boolean)
        .join(" "),
    noPictures(skipped, unreadable) {
      return `Darin sind keine Bilder, die sich öffnen lassen. ${this.leftOut(skipped, unreadable)}`.trim();
    },
    noRoom: (count, needed, free) =>
      `${pictures(count)} und ihre Ergebnisse brauchen etwa ${fileSize(needed)}, der Browser hat für diese Seite aber nach eigenen Angaben nur noch ${fileSize(free)} frei. ` +
      "Speichere und leere, was fertig ist, schaffe Platz auf der Platte oder nimm weniger Bilder auf einmal. Manche Browser geben weniger an, als sie haben: Dann versuche es trotzdem.",
    takeSome: (count) => `Die ersten ${whole.format(count)} nehmen`,
    tryAnyway: "Trotzdem versuchen",
    full: (lost) =>
      (lost
        ? `Der Speicher des Browsers ist voll: ${pictures(lost)} konnten nicht aufgenommen werden. `
        : "Der Speicher des Browsers ist voll, deshalb wurde der Stapel angehalten; verloren ist nichts. ") +
      "Speichere, was fertig ist, und entferne es aus dem Stapel, oder schaffe Platz auf der Platte.",
    folderLost: "In den Ordner lässt sich nicht mehr schreiben. Wähle ihn mit „In Ordner speichern“ noch einmal; die Ergebnisse bleiben hier erhalten.",
    unwritten: (names) => `${whole.format(names.length)} ${plural(names.length, { one: "Datei ließ", other: "Dateien ließen" })} sich nicht in den Ordner schreiben: ${few(names)}. Schließe andere Programme, die sie geöffnet haben, und wähle den Ordner mit „In Ordner speichern“ noch einmal.`,
    elsewhere: "Ein anderer Tab arbeitet an einem Stapel. Mach dort weiter, oder schließe ihn und versuche es noch einmal.",
    storageLost: "Der Browser hat das Gespeicherte entfernt, deshalb wurde der Stapel angehalten. Speichere, was sich noch speichern lässt, leere dann den Stapel und füge die Bilder neu hinzu; deine eigenen Dateien sind unberührt.",
    notKept: "Dieser Browser lässt Mattebox nichts speichern, vielleicht weil Cookies oder Websitedaten blockiert sind oder dies ein privates Fenster ist. Der Stapel funktioniert, endet aber mit diesem Tab: Speichere die Ergebnisse, bevor du ihn schließt.",
    notCleared: "Die gespeicherten Bilder ließen sich nicht entfernen: Der Browser gibt seinen Speicher nicht frei. Entferne die Daten dieser Website in den Einstellungen des Browsers.",
    stored: (all, waiting) =>
      waiting
        ? `Ein Stapel mit ${pictures(all)} ist auf diesem Gerät gespeichert; ${whole.format(waiting)} ${plural(waiting, { one: "ist", other: "sind" })} noch zu bearbeiten.`
        : `Ein fertiger Stapel mit ${pictures(all)} ist auf diesem Gerät gespeichert.`,
    goOn: (waiting) => (waiting ? `Weiter mit ${pictures(waiting)}` : "Öffnen"),
    cleared: "Alle auf diesem Gerät gespeicherten Bilder wurden entfernt.",
    zipping: (count, all) => `ZIP wird geschrieben: ${whole.format(count)} von ${whole.format(all)}`,
    zipFailed: "Das ZIP konnte nicht geschrieben werden. Vielleicht ist die Platte voll: Schaffe Platz und speichere es noch einmal.",
    notInZip: (names) => `${whole.format(names.length)} ${plural(names.length, { one: "Ergebnis fehlt", other: "Ergebnisse fehlen" })} im ZIP, weil der Browser sie verloren hat: ${few(names)}. Entferne diese Bilder aus dem Stapel und füge sie neu hinzu.`,
    place: (at, all, verdict, notices) =>
      [`${whole.format(at)} von ${whole.format(all)}`, notices.includes("no-subject") ? "Kein Motiv gefunden" : "", verdict ? verdicts[verdict] : ""]
        .filter(Boolean)
        .join(" · "),
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "Das war das letzte Bild.",
  },

  title: (name) => (name ? `${name} · Mattebox` : "Mattebox: Hintergrund entfernen, auf dem eigenen Gerät"),
};
