/**
 * Every sentence that the page shows, in Spanish.
 *
 * @import { EngineInfo, Side } from "../../engine/protocol.js"
 * @import { Messages } from "./en.js"
 */

import { INSTANT_MS, format } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, fileSize, plural } = format("es");

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} ${plural(px, { one: "píxel", other: "píxeles" })}`;

/** @param {EngineInfo} info */
const device = (info) =>
  info.device === "webgpu" ? "GPU" : `CPU, ${info.threads} ${plural(info.threads, { one: "hilo", other: "hilos" })}`;

/** @type {Record<string, { title: string, advice: string }> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "Cancelado.", advice: "No se ha cambiado nada." },
  empty: { title: "Este archivo está vacío.", advice: "Puede que no se terminara de copiar o descargar. Elige otro." },
  unreadable: {
    title: "Este archivo no se pudo leer como imagen.",
    advice: "Puede estar dañado o ser de un tipo que este navegador no conoce. Guárdalo como JPEG o PNG en otro programa e inténtalo con eso.",
  },
  "too-large": {
    title: "Esta imagen es demasiado grande para este navegador.",
    advice: "Guarda una copia más pequeña, por ejemplo con la mitad de ancho y de alto, e inténtalo con ella.",
  },
  network: {
    title: "No se pudo descargar una parte de Mattebox.",
    advice: "Comprueba la conexión y vuelve a intentarlo. Lo que ya ha llegado se conserva.",
  },
  "corrupt-download": {
    title: "Una parte descargada llegó dañada.",
    advice: "Vuelve a intentarlo: se descargará de nuevo. Si no ayuda, quizá un proxy o un filtro esté cambiando los archivos por el camino.",
  },
  memory: {
    title: "No había memoria suficiente para esta imagen.",
    advice: "Cierra otras pestañas o programas y vuelve a intentarlo, o usa una copia más pequeña de la imagen.",
  },
  "worker-died": {
    title: "El navegador detuvo el trabajo a la mitad.",
    advice: "Suele ser por falta de memoria. Cierra otras pestañas y vuelve a intentarlo, o usa una copia más pequeña de la imagen.",
  },
  "unsupported-browser": {
    title: "Mattebox no funciona en este navegador.",
    advice: "Usa una versión actual de Chrome, Edge, Firefox o Safari.",
  },
  internal: {
    title: "Algo ha fallado dentro de Mattebox.",
    advice: "Vuelve a intentarlo. Si ocurre siempre con esta imagen, avísanos, por favor.",
  },
};

const phases = {
  download: "Cargando",
  start: "Iniciando",
  decode: "Leyendo la imagen",
  draft: "Haciendo un borrador",
  segment: "Buscando el motivo",
  matte: "Refinando los bordes",
  encode: "Escribiendo el PNG",
};

const modes = { fast: "Rápido", standard: "Estándar", best: "Óptimo" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "menos de 1 s" : `unos ${whole.format(ms / 1000)} s`);

const list = new Intl.ListFormat("es");
const where = { top: "por arriba", right: "por la derecha", bottom: "por abajo", left: "por la izquierda" };

/** @param {Side[]} cut */
const sides = (cut) => list.format(cut.map((side) => where[side]));

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "Suelta una imagen. Quédate con el motivo.",
    lead: "Mattebox quita el fondo aquí mismo, en tu propio dispositivo. A tamaño completo, sin cuenta y sin subir nada.",
    choose: "Elegir una imagen",
    orDrop: "o suéltala en cualquier parte, o pégala",
    samples: "¿No tienes una imagen a mano? Prueba con una de estas.",
    dropHere: "Suéltala para recortarla",
    cancel: "Cancelar",
    cancelKey: "Cancelar (Esc)",
    viewOn: "Ver sobre",
    checker: "Cuadrícula",
    white: "Blanco",
    black: "Negro",
    colour: "Color propio",
    pickColour: "Elegir el color de detrás",
    zoomOut: "Alejar (−)",
    zoomIn: "Acercar (+)",
    zoomFit: "Ajustar a la ventana (0)",
    newPicture: "Otra imagen",
    startOver: "Empezar de nuevo",
    copy: "Copiar",
    copyKey: "Copiar como PNG (Ctrl+C)",
    edit: "Editar",
    editKey: "Editar el recorte (E)",
    edges: "Bordes",
    fixes: "Corregir",
    fixTool: "Herramienta",
    fixBrush: "Pincel",
    fixLasso: "Lazo",
    fixPick: "Motivos",
    fixEffect: "Qué hace",
    fixRestore: "Restaurar",
    fixErase: "Borrar",
    brushSize: "Tamaño",
    brushHard: "Pintar exacto",
    brushSoftness: "Borde suave",
    brushLoupe: "Lupa",
    fillHoles: "Rellenar huecos",
    removeSpecks: "Quitar motas",
    edgeKind: "Tipo de borde",
    edgeAuto: "Auto",
    edgeClean: "Limpio",
    edgeSoft: "Suave",
    edgeHair: "Pelo",
    edgeShift: "Posición",
    edgeFeather: "Difuminado",
    edgeContrast: "Contraste",
    edgeColour: "Limpiar color",
    undo: "Deshacer (Ctrl+Z)",
    redo: "Rehacer (Ctrl+Mayús+Z)",
    reset: "Restablecer",
    save: "Guardar PNG",
    saveKey: "Guardar un PNG transparente (Ctrl+S)",
    install: "Instalar",
    update: "Nueva versión: recargar",
    about: "Acerca de Mattebox",
    close: "Cerrar",
    zoom: "Zoom",
    stage: "Imagen. Más y menos cambian el zoom, 0 la ajusta, las flechas la mueven.",
    compare: "Comparar antes y después: parte del original que se ve",
    before: "Antes",
    after: "Después",
    draft: "Borrador",
    progress: "Progreso",
    home: "Mattebox, empezar de nuevo",
    fileInput: "Archivo de imagen",
    mode: "Modo",
    modeHint: "Con cuánto detalle se busca el motivo",
    aboutPrivacyTitle: "Tus imágenes se quedan aquí",
    aboutPrivacy:
      "Todo ocurre dentro de esta página. Las imágenes no se envían a ningún sitio; las únicas peticiones van a este " +
      "sitio web, para cargar Mattebox. Tras la primera visita funciona también sin conexión.",
    aboutHowTitle: "Cómo funciona",
    aboutHow:
      "Una red pequeña hace un borrador, otra mayor encuentra el motivo y después los bordes se refinan a tamaño " +
      "completo y se limpian del color del fondo anterior. Rápido prescinde de la red grande; Óptimo le muestra tres " +
      "vistas. Los píxeles del interior del motivo quedan exactamente como estaban. Los fondos son solo para mirar; " +
      "el PNG guardado siempre es transparente.",
    language: "Idioma",
    languageLater: "El idioma cambiará la próxima vez que se abra la página.",
    keysTitle: "Atajos de teclado",
    openKeys: "Atajos de teclado (?)",
    tips: "Consejos para esta imagen",
    dismissTips: "Ocultar los consejos",
    aboutCreditsTitle: "Fotos de ejemplo",
    details: "Tiempos",
  },

  keys: { Control: "Ctrl", Shift: "Mayús", Escape: "Esc" },
  shortcuts: {
    paste: "Pegar una imagen",
    choose: "Elegir una imagen",
    save: "Guardar el PNG",
    copy: "Copiar el PNG",
    fixes: "Corregir a mano: pincel, lazo, motivos",
    smaller: "Pincel más pequeño",
    larger: "Pincel más grande",
    restore: "Restaurar",
    erase: "Borrar",
    edges: "Ajustar los bordes",
    undo: "Deshacer",
    redo: "Rehacer",
    zoomIn: "Acercar",
    zoomOut: "Alejar",
    zoomFit: "Ajustar a la ventana",
    actualSize: "Tamaño real",
    cancel: "Cancelar, o cerrar lo que esté abierto",
    help: "Mostrar estos atajos",
  },
  gestures: [
    ["Rueda o pellizco", "Zoom"],
    ["Doble clic", "Tamaño real, o ajustar a la ventana"],
    ["Arrastrar el recorte", "A una carpeta o a otro programa"],
    ["Alt y la rueda", "Tamaño del pincel"],
    ["Flechas, espacio", "Mover el pincel, empezar y terminar un trazo"],
  ],

  firstVisit: (bytes) =>
    `Esta primera visita descarga ${fileSize(bytes)}, una sola vez, para que todo funcione en tu dispositivo: ` +
    "tus imágenes nunca salen de él.",
  offlineReady: "Tus imágenes nunca salen de este dispositivo, y todo funciona también sin conexión.",

  phases,
  progress(progress) {
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download}: ${percent(progress.fraction)}`;
    }
    return progress.phase === "download" ? "Preparando" : phases[progress.phase];
  },
  elapsed: (seconds) => `${whole.format(seconds)} s`,

  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "El recorte anterior sigue aquí.",
  retry: "Reintentar",
  chooseAnother: "Elegir otra",
  bringBack: "Recuperarlo",
  startedOver: "Has empezado de nuevo. El último recorte no estaba guardado.",

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "No se encontró ningún motivo, así que la imagen quedó como estaba. Si hay uno pequeño, recorta más cerca de él y vuelve a intentarlo.";
      case "scaled":
        return `La imagen tiene ${values.from} megapíxeles; se redujo a ${values.to} para que quepa en la memoria.`;
      case "first-frame":
        return "La imagen es animada; se recortó su primer fotograma.";
      case "already-transparent":
        return "La imagen ya tenía partes transparentes; se han conservado.";
      default:
        return String(code);
    }
  },
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `La imagen es pequeña: su lado corto tiene ${whole.format(values.side)} píxeles. Por debajo de ${whole.format(values.least)}, los bordes finos como el pelo salen toscos. Si es una copia de un chat o de una web, usa el original.`;
      case "jpeg-blocks":
        return "La imagen se comprimió mucho como JPEG y sus bloques se notan en el borde. Usa el original, o guárdala de nuevo desde él con más calidad.";
      case "low-contrast":
        return "En parte del borde, el motivo y el fondo se parecen. Míralo de cerca. Una foto ante un fondo liso de otro color queda más limpia.";
      case "cut-by-frame":
        return `El motivo está cortado ${sides(values.sides)}, así que el recorte termina ahí en línea recta. Usa una imagen con espacio alrededor del motivo, o coloca ese lado en el borde de tu composición.`;
      default:
        return String(code);
    }
  },
  tips: (count) => `${whole.format(count)} ${plural(count, { one: "consejo", other: "consejos" })}`,

  tookFirst: (name, count) => `Llegaron ${whole.format(count)} archivos a la vez. Mattebox admite uno cada vez y tomó el primero: ${name}`,
  nothingToOpen: "Ahí no había ningún archivo de imagen. Guarda primero la imagen y después suelta o elige el archivo.",
  sampleFailed: "No se pudo cargar la foto de ejemplo. Comprueba la conexión y vuelve a intentarlo.",

  modes,
  modeTime: about,
  modeWithTime: (mode, ms) => [modes[mode], about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "Pinta a grandes rasgos sobre lo que está mal: el borde cercano se encuentra solo.",
    hard: "Lo que pintas se toma tal cual.",
    pick: "Haz clic en un motivo para quitarlo o recuperarlo. Haz clic en uno que falte o dibuja un recuadro a su alrededor.",
  },
  subjectsFound: (count) => `${whole.format(count)} ${plural(count, { one: "motivo encontrado", other: "motivos encontrados" })}. Haz clic en uno para quitarlo o recuperarlo. Haz clic en uno que falte o dibuja un recuadro a su alrededor.`,
  brushSize: (px) => `${whole.format(px)} px`,
  share: percent,
  edgeHints: {
    auto: "Elige lo mejor para cada parte del borde.",
    clean: "Contornos nítidos, como los de los productos.",
    soft: "Sigue la suavidad de la propia imagen.",
    hair: "Conserva cabellos sueltos, pelaje y pelusa.",
  },
  edgeSliders: {
    shift: {
      does: "Mueve el borde hacia fuera o hacia dentro",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `${pixels(Math.abs(px))} hacia ${px > 0 ? "fuera" : "dentro"}` : pixels(0)),
    },
    feather: { does: "Difumina el borde", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "Endurece el borde", written: percent, spoken: percent },
    decontaminate: { does: "Quita del borde el color del fondo anterior", written: percent, spoken: percent },
  },

  waiting: "Esperando…",
  saved: "Guardado",
  copied: "Copiado",
  savedAs: (name) => `Guardado como ${name}`,
  copiedStatus: "Copiado al portapapeles como PNG",
  draggedAs: (name) => `Sacado como ${name}`,
  copyUnsupported: "Este navegador no puede poner imágenes en el portapapeles. Guarda el PNG en su lugar.",
  copyFailed: "El navegador no permitió copiar. Haz clic en la página y vuelve a intentarlo, o guarda el PNG.",

  originalOf: (name) => `Original: ${name}`,
  cutoutOf: (name) => `Recorte: ${name}`,
  compareValue: (share) => `${percent(share)} del original`,
  zoom: percent,
  samples: { Portrait: "Retrato", Product: "Producto" },
  sample: (title) => `Foto de ejemplo: ${title}`,
  credit: (title, credit) => `${title}: ${credit}`,
  pasted: "pegada",

  status: {
    ready: (info) => `Listo · ${device(info)} · ${info.model}`,
    working: (name) => `Trabajando en ${name}`,
    draft: "Se muestra un borrador; el recorte fino está en camino.",
    done: (info, ms, width, height, bytes) =>
      `Hecho en ${tenth.format(ms / 1000)} s · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    doneSpoken: "El recorte está listo.",
    editedSpoken: "El recorte está actualizado.",
    cancelled: "Cancelado",
    edited: (ms, width, height, bytes) =>
      `Actualizado en ${tenth.format(ms / 1000)} s · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "El recorte está como antes.",
    modeDropped: "El recorte está como antes.",
  },
  fallback: (info) => (info.fallback ? `No se usa la GPU: ${info.fallback}` : ""),
  stages: {
    decode: "lectura",
    cut: "recorte en total",
    preview: "vista previa",
    encode: "escritura del archivo",
    draft_inference: "red pequeña",
    draft_matte: "borrador",
    inference: "red grande",
    py_tensor: "reducción para las redes",
    py_fuse: "elección del motivo",
    py_band: "refinado de los bordes",
    py_foreground: "colores de los bordes",
    py_compose: "composición",
    py_advice: "consejos",
    total: "en total",
  },
  milliseconds: (ms) => `${whole.format(ms)} ms`,
  title: (name) => (name ? `${name} · Mattebox` : "Mattebox: quita el fondo en tu propio dispositivo"),
};
