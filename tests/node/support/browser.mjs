/** What modules ask of a browser as they are loaded, and Node 20 has not. Imported before them. */
globalThis.navigator ??= { languages: ["en"] };
