/**
 * Every sentence that the page shows, in Spanish.
 *
 * @import { Credentials, EngineInfo, NoticeCode, Side, Step } from "../../engine/index.js"
 * @import { Messages } from "./en.js"
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, tenthPercent, fileSize, moment, plural, few } = format("es");

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
  raw: {
    title: "Este es un archivo RAW de cámara.",
    advice: "No contiene ninguna imagen terminada. Expórtalo como JPEG o TIFF en el programa de la cámara o en una app de fotos y elige ese archivo.",
  },
  "too-large": {
    title: "Esta imagen es demasiado grande para este navegador.",
    advice: "Guarda una copia más pequeña, por ejemplo con la mitad de ancho y de alto, e inténtalo con ella.",
  },
  "too-long": {
    title: "Este tipo de archivo no admite una imagen tan ancha o tan alta.",
    advice: "WebP admite hasta 16 383 píxeles por lado y JPEG hasta 65 500. Elige PNG o TIFF en «Guardar como», o un encuadre más pequeño.",
  },
  "canvas-noise": {
    title: "Este navegador altera los píxeles que deja leer a las páginas.",
    advice: "Lo hace su protección contra la huella digital, y este tipo de imagen solo puede leerlo el propio navegador. Guárdala como JPEG o PNG, que Mattebox lee por sí mismo, o permite a este sitio leer los datos del lienzo (canvas).",
  },
  "no-heif": {
    title: "Lo que lee las imágenes HEIC aún no está en este dispositivo.",
    advice: "Conéctate a la red e inténtalo de nuevo: se descarga una sola vez y desde entonces funciona sin conexión. O guarda la imagen como JPEG en otro programa.",
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
  "no-start": {
    title: "Una parte de Mattebox no arrancó.",
    advice: "Se descargó, pero este dispositivo está demasiado ocupado, su disco es demasiado lento o algo impide que las páginas inicien procesos. Cierra otros programas e inténtalo de nuevo.",
  },
  gone: {
    title: "Ya no se puede acceder a este archivo.",
    advice: "Se movió, se le cambió el nombre, se modificó o se eliminó entretanto, o está en una unidad o nube sin conexión. Elígelo otra vez.",
  },
  "unsupported-browser": {
    title: "Mattebox no funciona en este navegador.",
    advice: "Usa una versión actual de Chrome, Edge, Firefox o Safari.",
  },
  outdated: {
    title: "Hay una versión más nueva de Mattebox.",
    advice: "Guarda el recorte que está en pantalla y vuelve a cargar la página. Los lotes se conservan y continúan después.",
  },
  "no-key": {
    title: "Este navegador no guarda ninguna clave para firmar.",
    advice: "Quizá sea una ventana privada. Abre una normal o guarda la imagen sin Content Credentials.",
  },
  "unusable-network": {
    title: "Esta red no se puede usar.",
    advice: "No se ha cambiado nada. Elige otro archivo o mira en «Redes propias» lo que necesita.",
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
  finish: "Dando el acabado",
  encode: "Escribiendo el archivo",
  smaller: "Reduciendo el archivo",
};

const modes = { fast: "Rápido", standard: "Estándar", best: "Óptimo" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "menos de 1 s" : `unos ${whole.format(ms / 1000)} s`);

const list = new Intl.ListFormat("es");
const where = { top: "por arriba", right: "por la derecha", bottom: "por abajo", left: "por la izquierda" };

/** @param {Side[]} cut */
const sides = (cut) => list.format(cut.map((side) => where[side]));

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} ${plural(count, { one: "imagen", other: "imágenes" })}`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "queda menos de un minuto";
  if (minutes < 90) return `quedan unos ${whole.format(minutes)} min`;
  return `quedan unas ${upToTenth.format(minutes / 60)} h`;
}

const verdicts = { accepted: "Aceptada", rejected: "Rechazada" };

const lighter =
  "Faltó memoria, así que una red más pequeña buscó el motivo. Para un recorte más fino, cierra otras pestañas, vuelve a cargar la página y abre la imagen otra vez.";

const shortened =
  "El original contiene más datos de cámara de los que admite este tipo de archivo: se omitieron las entradas más largas. PNG, WebP y TIFF las conservan.";

const unshrunk =
  "No se pudo reducir el archivo, así que tiene el tamaño habitual. Quizá faltó memoria, o la red la primera vez.";

const troubles = {
  file: "El archivo no es una red ONNX o está dañado. Elige el propio archivo .onnx, copiado por completo.",
  data: "Hay partes de la red en otros archivos que faltan o están incompletos. Elige el archivo .onnx junto con todos ellos.",
  input: "La red no recibe una imagen de tres canales. Elige una que quite fondos.",
  answer: "Lo que responde la red no es una máscara. Elige otra salida en «Corregir a mano» u otra red.",
  numbers: "La red responde con números que no lo son (NaN). Puede ayudar un archivo de precisión completa (fp32).",
  memory: "La red necesita más memoria de la que hay. Cierra otras pestañas o usa una versión más pequeña o de media precisión.",
  time: "La red no había respondido tras cinco minutos y se detuvo.",
  failed: "El motor de esta página ha rechazado la red. Quizá funcione una versión exportada para la web.",
  gone: "La red ya no está en este dispositivo. Añádela de nuevo en «Redes propias».",
  descriptor: "La descripción no es correcta. Corrige lo que se nombra e inténtalo de nuevo.",
  large: "Los archivos son mayores de lo que un navegador puede ejecutar: 1,5 GB como mucho. La orden «mattebox models add» no tiene ese límite.",
  storage: "Este navegador no deja que Mattebox guarde archivos, quizá porque es una ventana privada o los datos de sitios están bloqueados. No se ha añadido nada.",
  full: "No queda espacio en este dispositivo. Libera algo y elige los archivos de nuevo.",
};

const replaced = "Tu propia red no se pudo usar con ella; la de Mattebox ocupó su lugar.";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "Suelta una imagen. Quédate con el motivo.",
    lead: "Mattebox quita el fondo aquí mismo, en tu propio dispositivo. A tamaño completo, sin cuenta y sin subir nada.",
    choose: "Elegir imágenes",
    chooseFolder: "o una carpeta entera",
    orDrop: "o suéltalas en cualquier parte, o pega una",
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
    saveKey: "Guardar la imagen (Ctrl+S)",
    finish: "Acabado",
    preset: "Ajuste",
    keepPreset: "Conservar estos valores como ajuste",
    dropPreset: "Quitar este ajuste",
    saveRecipe: "Guardar todos los valores en un archivo",
    openRecipe: "Abrir un archivo de valores",
    presetName: "Nombre",
    keep: "Conservar",
    background: "Fondo",
    groundNone: "Ninguno",
    groundColour: "Color",
    groundGradient: "Degradado",
    groundPicture: "Imagen",
    groundBlur: "Difuso",
    colourOfGround: "Color",
    gradientEnd: "Segundo color",
    angle: "Dirección",
    chooseGround: "Elegir un fondo",
    fit: "Encaje",
    fitCover: "Llenar el marco",
    fitContain: "Mostrar entera",
    positionX: "De izquierda a derecha",
    positionY: "De arriba abajo",
    blur: "Desenfoque",
    match: "Igualar la luz",
    shadow: "Sombra",
    shadowOpacity: "Sombra proyectada",
    shadowAngle: "Dirección",
    shadowDistance: "Distancia",
    shadowSoftness: "Suavidad",
    shadowColour: "Color de la sombra",
    contactOpacity: "Sombra de contacto",
    contactSoftness: "Su suavidad",
    outline: "Contorno",
    outlineWidth: "Ancho",
    outlineColour: "Color del contorno",
    frame: "Marco",
    crop: "Recortar a",
    cropPicture: "Imagen",
    cropSubject: "Motivo",
    space: "Espacio",
    spaceMargin: "Margen",
    spaceFill: "Parte del marco",
    margin: "Margen",
    marginUnit: "Unidad del margen",
    fill: "El motivo ocupa",
    aspect: "Formato",
    size: "Tamaño en píxeles",
    sizeWidth: "Ancho en píxeles",
    sizeHeight: "Alto en píxeles",
    dpi: "Píxeles por pulgada",
    moveX: "Mover a los lados",
    moveY: "Mover arriba y abajo",
    turn: "Girar",
    turnLeft: "Girar a la izquierda",
    turnRight: "Girar a la derecha",
    tilt: "Enderezar",
    output: "Guardar como",
    outputOptions: "Formato y nombre del archivo",
    format: "Formato",
    lossless: "Sin pérdida",
    quality: "Calidad",
    smaller: "Archivo más pequeño",
    smallerHint: "La misma imagen en menos bytes; tarda muchas veces más en escribirse.",
    metadata: "Datos de la cámara (EXIF)",
    metadataNone: "Quitar todos",
    metadataCamera: "Conservar, sin el lugar",
    metadataAll: "Conservar, con el lugar",
    credentials: "Firmar con Content Credentials",
    credentialsHint:
      "Añade una declaración firmada de lo que se hizo aquí, con una clave que se crea en este dispositivo y nunca sale de él; permite reconocer que los archivos vienen de la misma mano. Las del original se conservan.",
    check: "Comprobar un archivo",
    checkLead:
      "Muestra qué dicen las Content Credentials de una imagen y si se ha cambiado desde entonces. El archivo se queda en este dispositivo.",
    checkChoose: "Elegir un archivo",
    checkDrop: "o suéltalo aquí",
    checkFile: "Archivo que comprobar",
    checkMeaning:
      "Lo que demuestra una clave propia: el archivo está como cuando esa clave lo firmó, y los archivos con la misma huella los firmó la misma clave. Lo que no demuestra: de quién es, cuándo firmó ni que lo declarado sea cierto. Cualquiera puede quitar las credenciales.",
    template: "Nombre del archivo",
    templateHint: "Se rellenan {name}, {preset}, {size}, {width}, {height}, {date} y {n} (un número correlativo).",
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
    fileInput: "Archivos de imagen",
    folderInput: "Carpeta de imágenes",
    mode: "Modo",
    modeHint: "Con cuánto detalle se busca el motivo",
    aboutPrivacyTitle: "Tus imágenes se quedan aquí",
    aboutPrivacy:
      "Todo ocurre dentro de esta página. Las imágenes no se envían a ningún sitio; las únicas peticiones van a este " +
      "sitio web, para cargar Mattebox. Tras la primera visita funciona también sin conexión.",
    aboutHowTitle: "Cómo funciona",
    aboutHow:
      "Una red pequeña hace un borrador, otra mayor encuentra el motivo y después los bordes se refinan a tamaño " +
      "completo y se limpian del color del fondo anterior. Rápido prescinde de la red grande; Óptimo le muestra dos " +
      "vistas. Los píxeles del interior del motivo quedan exactamente como estaban. Los fondos son solo para mirar; " +
      "solo se guarda con el motivo lo que Acabado pone detrás.",
    language: "Idioma",
    languageLater: "El idioma cambiará la próxima vez que se abra la página.",
    keysTitle: "Atajos de teclado",
    openKeys: "Atajos de teclado (?)",
    models: "Redes propias",
    modelsLead: "¿Tienes una red mejor para quitar fondos? Añade su archivo ONNX. Se queda en este dispositivo, pasa a ser un modo propio y funciona sin conexión.",
    modelsChoose: "Elegir los archivos",
    modelsDrop: "o suéltalos aquí: el archivo .onnx y sus datos externos, si los hay",
    modelsFile: "Archivos de una red",
    modelsTry: "Probarla con una foto",
    modelsOurs: "La de Mattebox",
    modelsTheirs: "Esta red",
    modelsCorrect: "Corregir a mano",
    modelsDescriptor: "Lo que recibe y lo que da (JSON)",
    modelsDescriptorHint: "size es alto y ancho; divide es 1, 255 o \"max\"; fit es stretch, letterbox-top-left o letterbox-centred; kind es alpha, logits o classes; activation es none o sigmoid; post es none o minmax.",
    modelsAdd: "Añadir esta red",
    modelsDiscard: "Descartar",
    modelsKept: "Añadidas en este dispositivo",
    modelsNone: "Ninguna todavía.",
    tips: "Consejos para esta imagen",
    dismissTips: "Ocultar los consejos",
    aboutCreditsTitle: "Fotos de ejemplo",
    details: "Tiempos",
    aboutStored:
      "Las imágenes de un lote se guardan en este dispositivo, y solo en él, hasta que las quites, para que el lote sobreviva al cierre de la pestaña.",
    clearStored: "Quitar todas las imágenes guardadas en este dispositivo",
    keptTitle: "Guardado en este dispositivo",
    wipe: "Quitar todo de este dispositivo",
    wipeTitle: "¿Quitar todo?",
    wipeWarning: "Los ajustes, los ajustes predefinidos, los colores, todas las imágenes de un lote con sus resultados, una clave de firma y el propio programa se quitan de este dispositivo para siempre. También se pierde lo que está en pantalla y no se guardó; tus archivos se quedan.",
    wipeYes: "Quitar todo",
    wipeTrouble: "No se pudo quitar todo: otra pestaña de Mattebox lo está usando. Cierra todas las demás e inténtalo de nuevo.",
    wipedTitle: "Se ha quitado todo",
    wiped: "En este dispositivo ya no queda nada de Mattebox. Cierra esta página o empieza de nuevo: entonces el programa se descarga otra vez.",
    startAgain: "Empezar de nuevo",
    documentation: "Documentación: guía, preguntas, funcionamiento (en inglés)",
    licences: "Licencias de todas las partes",

    batch: "Lote",
    batchProgress: "Imágenes del lote terminadas",
    batchCancel: "Cancelar",
    batchAdd: "Añadir imágenes",
    batchAddFolder: "Añadir una carpeta",
    batchSettings: "Ajustes",
    batchSettingsHint: "Ajustes para todas las imágenes del lote (E)",
    batchReview: "Revisar",
    batchReviewHint: "Repasar los resultados y juzgarlos",
    batchSave: "Guardar ZIP",
    batchSaveHint: "Guardar en un archivo ZIP todos los resultados no rechazados (Ctrl+S)",
    batchOutputHint: "Tipo de archivo y su nombre",
    batchSaveFolder: "Guardar en una carpeta",
    batchSaveFolderHint: "Escribir los resultados en una carpeta según se terminan",
    batchClear: "Vaciar",
    batchClearHint: "Quitar de este dispositivo todas las imágenes del lote y sus resultados",
    batchClearWarning: "Las copias y los resultados se quitan de este dispositivo. Lo que no se guardó se pierde; tus propios archivos se quedan.",
    batchClearYes: "Quitar",
    batchClearNo: "Conservar",
    batchLeave: "Salir del lote; te espera hasta que vuelvas",
    batchList: "Imágenes",
    batchShow: "Mostrar",
    batchAll: "Todas",
    batchWaiting: "En espera",
    batchDone: "Hechas",
    batchFailed: "Con error",
    batchCancelled: "Canceladas",
    batchRejected: "Rechazadas",
    storedDiscard: "Descartar",
    review: "Revisión",
    reviewStage: "Resultado. Más y menos cambian el zoom, 0 lo ajusta; las flechas izquierda y derecha llevan a otras imágenes.",
    reviewPrevious: "Imagen anterior (←)",
    reviewNext: "Imagen siguiente (→)",
    reviewAccept: "Aceptar",
    reviewAcceptKey: "Aceptar (A)",
    reviewFix: "Corregir",
    reviewFixKey: "Corregir a mano (F)",
    reviewReject: "Rechazar",
    reviewRejectKey: "Rechazar (R)",
    reviewClose: "Volver a todas las imágenes (Esc)",
  },

  keys: { Control: "Ctrl", Shift: "Mayús", Escape: "Esc" },
  shortcuts: {
    paste: "Pegar una imagen",
    choose: "Elegir una imagen",
    save: "Guardar la imagen",
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
  notKept: {
    changed: "Mattebox funciona, pero no se puede conservar en este dispositivo: los archivos llegan cambiados, quizá por un proxy, un filtro o una extensión. Cada visita necesita la red; otra red puede ayudar.",
    full: "Mattebox funciona, pero no hay espacio para conservarlo en este dispositivo: cada visita necesita la red. Libera espacio en el disco y recarga la página.",
    denied: "Mattebox funciona, pero este navegador no conserva nada, quizá porque las cookies o los datos de sitios están bloqueados o porque es una ventana privada: cada visita lo descarga de nuevo, y tampoco se conservan ajustes ni imágenes.",
  },

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
  setbacks: {
    afresh: "El navegador detuvo el trabajo, quizá por falta de memoria. Se está haciendo de nuevo.",
    sparing: "Faltó memoria, así que Mattebox sigue con menos: una imagen cada vez y en un solo hilo, lo que tarda más. Al volver a cargar la página lo intentará todo otra vez.",
  },

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "No se encontró ningún motivo, así que no se quitó nada; lo demás está como lo elegiste. Si hay uno pequeño, recorta más cerca de él y vuelve a intentarlo.";
      case "scaled":
        return `La imagen tiene ${values.from} megapíxeles; se redujo a ${values.to} para que quepa en la memoria.`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "La imagen es animada; se recortó su primer fotograma.";
      case "one-of-many":
        return `El archivo contiene ${values.count} imágenes; solo se recortó la primera.`;
      case "raw-preview":
        return "Este es un archivo RAW de cámara; se recortó la vista previa que contiene. Para toda la calidad, expórtalo como JPEG o TIFF en una app de fotos y elige ese archivo.";
      case "hdr":
        return "La imagen es de alto rango dinámico (HDR); sus partes más claras se atenuaron.";
      case "already-transparent":
        return "La imagen ya tenía partes transparentes; se han conservado.";
      case "already-cut":
        return "Ya está recortada, así que no se quitó nada más. Lo que sobre puedes borrarlo en «Corregir».";
      case "has-credentials":
        return "La imagen tiene Content Credentials. Un archivo solo las conserva si lo firmas: «Guardar como», opciones, «Firmar con Content Credentials».";
      case "made-by-ai":
        return "Dice de sí misma que la hizo o editó una IA generativa. Otros archivos no lo dicen si no los firmas o lo indicas al lado.";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} no se ha usado. ` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]} La red de Mattebox ha ocupado su lugar.`;
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

  nothingToOpen: "Ahí no había ningún archivo de imagen. Guarda primero la imagen y después suelta o elige el archivo.",
  sampleFailed: "No se pudo cargar la foto de ejemplo. Comprueba la conexión y vuelve a intentarlo.",

  modes,
  modeTime: about,
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

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

  finishUnits: {
    percent: { written: percent, spoken: percent },
    permille: { written: tenthPercent, spoken: tenthPercent },
    degrees: {
      written: (angle) => `${upToTenth.format(angle)}°`,
      spoken: (angle) => `${upToTenth.format(angle)} ${plural(angle, { one: "grado", other: "grados" })}`,
    },
  },
  presets: {
    cutout: "Recorte",
    marketplace: "Tienda, blanco",
    square: "Redes, cuadrado",
    portrait: "Redes, vertical",
    story: "Redes, historia",
    identity: "Foto de carné, 35 × 45 mm",
    sticker: "Pegatina",
  },
  presetOfOnesOwn: "Ajustes propios",
  recentColours: (name) => `${name}: colores recientes`,
  eyedropper: (name) => `${name}: tomar de la pantalla`,
  aspectFree: "Libre",
  noGround: "Aún no se ha elegido ninguno.",
  groundUnreadable: "Este navegador no puede leer ese archivo como imagen. Elige otro para el fondo.",
  recipeName: "mattebox-valores.json",
  /** @param {string} name */
  recipeTaken: (name) => `Se aplican los valores de ${name}.`,
  /** @param {string} field */
  noRecipe: (field) => `Ese archivo no contiene valores de Mattebox (${field}). Elige un archivo .json que haya guardado.`,

  formats: {
    png: { name: "PNG", short: "PNG", hint: "Sin pérdida y transparente. Lo mejor para seguir trabajando." },
    png8: { name: "PNG, 256 colores", short: "PNG", hint: "Archivos pequeños para dibujos y pegatinas; las fotos pierden colores." },
    webp: { name: "WebP", short: "WebP", hint: "Pequeño y transparente, para páginas web." },
    jpeg: { name: "JPEG", short: "JPEG", hint: "Pequeño y legible en todas partes. Lo transparente queda blanco." },
    mask: { name: "Solo máscara (PNG)", short: "máscara", hint: "La transparencia como imagen gris: lo blanco es el motivo." },
    tiff: { name: "TIFF con máscara", short: "TIFF", hint: "Sin pérdida, para imprenta: la imagen y su máscara en dos páginas." },
  },
  quality: { written: whole.format, spoken: whole.format },
  saveAs: (format) => `Guardar ${format}`,
  templateExample: (name) => `Para esta imagen: ${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `Comprobando ${name}`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} no tiene Content Credentials. Eso no dice nada de la imagen: la mayoría no las tiene y es fácil quitarlas.`,
      unchanged: (name) => `${name} no ha cambiado desde que se firmó.`,
      changed: (name) => `${name} se cambió después de firmarse: no te fíes de lo que dice de sí mismo.`,
      doubtful: (name) => `${name} no ha cambiado desde que se firmó, pero el certificado de quien firmó ha caducado o no es válido.`,
      remote: (name) => `Las Content Credentials de ${name} están en un servidor al que Mattebox no pregunta. Compruébalo con un programa que lo haga.`,
      unreadable: (name) => `No se puede comprobar ${name}: está dañado o es de un tipo sin Content Credentials. Elige una imagen como PNG, JPEG, WebP o TIFF.`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "Firmado por",
      print: "Huella de la clave",
      stamped: "Sello de tiempo",
      sources: "Tipo de fuente (IPTC)",
      deeds: "Lo que se hizo",
      generator: "Programa",
    },
    own: "La clave de este dispositivo",
    another: "Otra clave que la de este dispositivo",
    /** @param {string} name */
    named: (name) => `Otra clave que la de este dispositivo; su certificado dice «${name}», lo que aquí no se comprueba`,
    unknown: "No se pudo leer la clave de quien firmó",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "Modificada por un algoritmo, sin generar nada",
      humanEdits: "Editada a mano",
      composite: "Compuesta de varias imágenes",
      compositeCapture: "Compuesta de varias fotos",
      digitalCapture: "Tomada con una cámara digital",
      digitalCreation: "Hecha a mano con un ordenador",
      trainedAlgorithmicMedia: "Creada con IA generativa",
      compositeWithTrainedAlgorithmicMedia: "Editada con IA generativa",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "Fondo eliminado por una red neuronal",
      corrected: "Recorte corregido a mano",
      colour: "Colores lisos detrás del motivo",
      picture: "Otra imagen detrás del motivo",
      blur: "Fondo desenfocado",
      effects: "Sombra, contorno o luz añadidos",
      framed: "Encuadrada, redimensionada o girada",
      mask: "Guardada solo la máscara",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "A partir de otra imagen",
      "c2pa.created": "Creada de nuevo",
      "c2pa.edited": "Editada",
      "c2pa.cropped": "Encuadrada",
      "c2pa.resized": "Redimensionada",
      "c2pa.converted": "Convertida a otro tipo de archivo",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when}, según el reloj de quien firmó`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `La clave de este dispositivo tiene la huella ${print}.` : "Este dispositivo aún no ha creado ninguna clave."),
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
    notSaved: "No se ha guardado nada.",
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
    finish: "acabado",
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
  models: {
    troubles,
    reading: (share) => `Leyendo la red: ${percent(share)}`,
    starting: "Preparando",
    facts: { origin: "Qué es", licence: "Licencia", input: "Imagen que ve", size: "Tamaño", memory: "Memoria", where: "Se ejecuta en" },
    known: "Reconocida",
    guessed: "No reconocida: lo que recibe y da es una suposición que se prueba con una foto",
    noLicence: "No se indica. Asegúrate de que puedes usarla.",
    input: (size) => (size ? `${size[1]} × ${size[0]} píxeles` : "Tan ancha y alta como pida la imagen"),
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)}; ${whole.format(rewritten)} convoluciones deformables se reescribieron para que quepa` : fileSize(bytes),
    memory: (needed, device) =>
      device ? `Hasta unos ${fileSize(needed)}; este dispositivo tiene al menos ${fileSize(device)}` : `Hasta unos ${fileSize(needed)}`,
    tooMuch: (most) => `Es más que los ${fileSize(most)} que una página puede tener aquí; lo más probable es que falle.`,
    where: "El procesador (CPU); las tarjetas gráficas no conocen todos sus operadores",
    trying: (at, of) => (of > 1 ? `Probándola con una foto: suposición ${whole.format(at)} de ${whole.format(of)}` : "Probándola con una foto"),
    tried: (ms) => `Tardó ${tenth.format(ms / 1000)} s con esta foto. Compara ambas y luego añádela o descártala.`,
    ready: (title) => `${title} está leída. Mira su licencia y luego pruébala.`,
    added: (title) => `${title} se ha añadido y ya está entre los modos.`,
    removed: (title) => `${title} se ha quitado de este dispositivo.`,
    use: "Usar",
    remove: "Quitar",
    keep: "Conservar",
    removeAsk: (title) => `¿Quitar ${title} de este dispositivo?`,
    action: (what, title) => `${title}: ${what}`,
  },

  kept: {
    refused: "No se pudo eliminar todo: el navegador se negó. Elimina los datos de este sitio en los ajustes del navegador.",
    kinds: {
      settings: "Ajustes",
      presets: "Ajustes predefinidos propios",
      colours: "Colores recientes",
      originals: "Imágenes del lote",
      results: "Resultados del lote",
      key: "Clave de firma",
      program: "Programa y redes",
      networks: "Redes propias",
    },
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "En espera", cancelled: "Cancelada" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "Hecha" : "No se encontró ningún motivo";
    },
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    actions: { remove: "Quitar", cancel: "Cancelar", retry: "Reintentar", save: "Guardar" },
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    count: (count) => whole.format(count),
    progress: (done, all, failed) =>
      [`${whole.format(done)} de ${whole.format(all)} hechas`, failed ? `${whole.format(failed)} con error` : ""].filter(Boolean).join(" · "),
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `Copiando ${pictures(arriving)} a este dispositivo`;
      if (pausing) return "Pausando: se termina lo que está en marcha";
      if (paused) return "En pausa";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "Pausar",
    resume: "Continuar",
    retry: (count) => `Reintentar ${pictures(count)}`,
    redo: (count) => `Aplicar los ajustes nuevos a ${whole.format(count)} ya hechas`,
    remove: (count) => (count === 1 ? "Quitar esta imagen" : `Quitar estas ${pictures(count)}`),
    removeAsk: (count) => (count === null ? "¿Quitar el lote entero?" : `¿Quitar ${pictures(count)} del lote?`),
    into: (folder) => `Los resultados van a la carpeta ${folder}`,
    pill: (done, all) => `Lote: ${whole.format(done)} de ${whole.format(all)}`,
    backFromFix: "Volver al lote",
    ownSettings: "Esta imagen tiene ahora sus propios ajustes; las demás conservan los suyos.",
    useForAll: "Usarlos para todas",
    added: (count) => `${plural(count, { one: "Se ha añadido", other: "Se han añadido" })} ${pictures(count)} al lote.`,
    finished: (done, failed) => `El lote ha terminado: ${pictures(done)} hechas, ${whole.format(failed)} con error.`,
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `${whole.format(skipped.length)} ${plural(skipped.length, { one: "archivo no es una imagen y se ha omitido", other: "archivos no son imágenes y se han omitido" })}: ${few(skipped)}.`,
        unreadable.length && `No se ${plural(unreadable.length, { one: "pudo", other: "pudieron" })} leer ${whole.format(unreadable.length)} ${plural(unreadable.length, { one: "archivo o carpeta", other: "archivos o carpetas" })}: ${few(unreadable)}. Cópialos a otra carpeta y añádelos desde allí.`,
      ]
        .filter(Boolean)
        .join(" "),
    noPictures(skipped, unreadable) {
      return `Ahí no hay imágenes que se puedan abrir. ${this.leftOut(skipped, unreadable)}`.trim();
    },
    noRoom: (count, needed, free) =>
      `${pictures(count)} y sus resultados necesitan unos ${fileSize(needed)}, pero el navegador dice que solo le quedan ${fileSize(free)} para esta página. ` +
      "Guarda y vacía lo terminado, libera espacio en el disco o toma menos imágenes cada vez. Algunos navegadores dicen menos de lo que tienen: entonces inténtalo de todos modos.",
    takeSome: (count) => `Tomar las primeras ${whole.format(count)}`,
    tryAnyway: "Intentarlo de todos modos",
    full: (lost) =>
      (lost
        ? `El almacenamiento del navegador está lleno: no se pudieron tomar ${pictures(lost)}. `
        : "El almacenamiento del navegador está lleno, así que el lote se ha pausado; no se ha perdido nada. ") +
      "Guarda lo terminado y quítalo del lote, o libera espacio en el disco.",
    folderLost: "Ya no se puede escribir en la carpeta. Elígela de nuevo con «Guardar en una carpeta»; los resultados se conservan aquí.",
    unwritten: (names) => `No se ${plural(names.length, { one: "pudo", other: "pudieron" })} escribir ${whole.format(names.length)} ${plural(names.length, { one: "archivo", other: "archivos" })} en la carpeta: ${few(names)}. Cierra otros programas que los tengan abiertos y elige la carpeta de nuevo con «Guardar en una carpeta».`,
    elsewhere: "Otra pestaña está trabajando en un lote. Continúa allí, o cierra esa pestaña y vuelve a intentarlo.",
    storageLost: "El navegador ha eliminado lo que estaba guardado, así que el lote se detuvo. Guarda lo que aún se pueda guardar, vacía el lote y añade las imágenes de nuevo; tus archivos no se han tocado.",
    notKept: "Este navegador no deja que Mattebox guarde nada, quizá porque las cookies o los datos de sitios están bloqueados o porque es una ventana privada. El lote funciona, pero termina con esta pestaña: guarda los resultados antes de cerrarla.",
    notCleared: "No se pudieron eliminar las imágenes guardadas: el navegador no da acceso a su almacenamiento. Elimina los datos de este sitio en los ajustes del navegador.",
    stored: (all, waiting) =>
      waiting
        ? `Hay un lote de ${pictures(all)} guardado en este dispositivo; ${plural(waiting, { one: "falta", other: "faltan" })} ${whole.format(waiting)} por hacer.`
        : `Hay un lote terminado de ${pictures(all)} guardado en este dispositivo.`,
    goOn: (waiting) => (waiting ? `Continuar con ${pictures(waiting)}` : "Abrirlo"),
    cleared: "Se han quitado todas las imágenes guardadas en este dispositivo.",
    zipping: (count, all) => `Escribiendo el ZIP: ${whole.format(count)} de ${whole.format(all)}`,
    zipFailed: "No se pudo escribir el ZIP. Quizá el disco esté lleno: libera espacio y guárdalo de nuevo.",
    notInZip: (names) => `${plural(names.length, { one: "Falta", other: "Faltan" })} ${whole.format(names.length)} ${plural(names.length, { one: "resultado", other: "resultados" })} en el ZIP porque el navegador los ha perdido: ${few(names)}. Quita esas imágenes del lote y añádelas de nuevo.`,
    place: (at, all, verdict, notices) =>
      [`${whole.format(at)} de ${whole.format(all)}`, notices.includes("no-subject") ? "No se encontró ningún motivo" : "", verdict ? verdicts[verdict] : ""]
        .filter(Boolean)
        .join(" · "),
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "Esa era la última imagen.",
  },

  title: (name) => (name ? `${name} · Mattebox` : "Mattebox: quita el fondo en tu propio dispositivo"),
};
