/**
 * Every sentence that the page shows, in French.
 *
 * @import { Credentials, EngineInfo, NoticeCode, Side, Step } from "../../engine/index.js"
 * @import { Messages } from "./en.js"
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, tenthPercent, fileSize, moment, plural, few } = format("fr");

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} ${plural(px, { one: "pixel", other: "pixels" })}`;

/** @param {EngineInfo} info */
const device = (info) =>
  info.device === "webgpu" ? "GPU" : `CPU, ${info.threads} ${plural(info.threads, { one: "fil", other: "fils" })}`;

/** @type {Record<string, { title: string, advice: string }> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "Annulé.", advice: "Rien n’a été modifié." },
  empty: { title: "Ce fichier est vide.", advice: "La copie ou le téléchargement n’est peut-être pas allé au bout. Choisissez-en un autre." },
  unreadable: {
    title: "Ce fichier n’a pas pu être lu comme une image.",
    advice: "Il est peut-être endommagé ou d’un type que ce navigateur ne connaît pas. Enregistrez-le en JPEG ou PNG dans un autre logiciel et réessayez.",
  },
  raw: {
    title: "C’est un fichier RAW d’appareil photo.",
    advice: "Il ne contient aucune image terminée. Exportez-le en JPEG ou TIFF dans le logiciel de l’appareil ou une application photo, puis choisissez ce fichier.",
  },
  "too-large": {
    title: "Cette image est trop grande pour ce navigateur.",
    advice: "Enregistrez une copie plus petite, par exemple deux fois moins large et moins haute, et réessayez avec elle.",
  },
  "too-long": {
    title: "Ce type de fichier ne peut pas contenir une image aussi large ou aussi haute.",
    advice: "WebP va jusqu’à 16 383 pixels par côté, JPEG jusqu’à 65 500. Choisissez PNG ou TIFF sous « Enregistrer sous », ou un cadre plus petit.",
  },
  "canvas-noise": {
    title: "Ce navigateur modifie les pixels qu’il laisse lire aux pages.",
    advice: "C’est sa protection contre le pistage par empreinte, et lui seul peut lire ce type d’image. Enregistrez-la en JPEG ou PNG, que Mattebox lit lui-même, ou autorisez ce site à lire les données de canvas.",
  },
  "no-heif": {
    title: "Ce qui lit les images HEIC n’est pas encore sur cet appareil.",
    advice: "Connectez-vous au réseau et réessayez : le téléchargement n’a lieu qu’une fois, ensuite tout fonctionne hors ligne. Ou enregistrez l’image en JPEG dans un autre logiciel.",
  },
  network: {
    title: "Une partie de Mattebox n’a pas pu être téléchargée.",
    advice: "Vérifiez la connexion et réessayez. Ce qui est arrivé est conservé.",
  },
  "corrupt-download": {
    title: "Une partie téléchargée est arrivée endommagée.",
    advice: "Réessayez : elle sera téléchargée à nouveau. Si cela ne suffit pas, un proxy ou un filtre modifie peut-être les fichiers en chemin.",
  },
  memory: {
    title: "Il n’y avait pas assez de mémoire pour cette image.",
    advice: "Fermez d’autres onglets ou logiciels et réessayez, ou utilisez une copie plus petite de l’image.",
  },
  "worker-died": {
    title: "Le navigateur a interrompu le travail en cours.",
    advice: "En général, la mémoire a manqué. Fermez d’autres onglets et réessayez, ou utilisez une copie plus petite de l’image.",
  },
  "no-start": {
    title: "Une partie de Mattebox n’a pas démarré.",
    advice: "Elle a été téléchargée, mais cet appareil est trop occupé, son disque trop lent, ou quelque chose empêche les pages de lancer des processus. Fermez d’autres programmes et réessayez.",
  },
  gone: {
    title: "Ce fichier n’est plus accessible.",
    advice: "Il a été déplacé, renommé, modifié ou supprimé entre-temps, ou se trouve sur un disque ou un nuage non connecté. Choisissez-le de nouveau.",
  },
  "unsupported-browser": {
    title: "Mattebox ne fonctionne pas dans ce navigateur.",
    advice: "Utilisez une version récente de Chrome, Edge, Firefox ou Safari.",
  },
  outdated: {
    title: "Une version plus récente de Mattebox est là.",
    advice: "Enregistrez le détourage affiché, puis rechargez la page. Un lot est conservé et reprend ensuite.",
  },
  "no-key": {
    title: "Ce navigateur ne conserve aucune clé pour signer.",
    advice: "C’est peut-être une fenêtre privée. Ouvrez-en une ordinaire ou enregistrez l’image sans Content Credentials.",
  },
  "unusable-network": {
    title: "Ce réseau ne peut pas être utilisé.",
    advice: "Rien n’a été changé. Choisissez un autre fichier, ou voyez sous « Réseaux personnels » ce qu’il faut.",
  },
  internal: {
    title: "Une erreur s’est produite dans Mattebox.",
    advice: "Réessayez. Si elle revient à chaque fois avec cette image, signalez-la, s’il vous plaît.",
  },
};

const phases = {
  download: "Chargement",
  start: "Démarrage",
  decode: "Lecture de l’image",
  draft: "Préparation d’une ébauche",
  segment: "Recherche du sujet",
  matte: "Affinage des contours",
  finish: "Finition de l’image",
  encode: "Écriture du fichier",
  smaller: "Réduction du fichier",
};

const modes = { fast: "Rapide", standard: "Normal", best: "Optimal" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "moins de 1 s" : `environ ${whole.format(ms / 1000)} s`);

const list = new Intl.ListFormat("fr");
const where = { top: "en haut", right: "à droite", bottom: "en bas", left: "à gauche" };

/** @param {Side[]} cut */
const sides = (cut) => list.format(cut.map((side) => where[side]));

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} ${plural(count, { one: "image", other: "images" })}`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "reste moins d’une minute";
  if (minutes < 90) return `reste environ ${whole.format(minutes)} min`;
  return `reste environ ${upToTenth.format(minutes / 60)} h`;
}

const verdicts = { accepted: "Acceptée", rejected: "Refusée" };

const lighter =
  "La mémoire a manqué : un réseau plus petit a donc cherché le sujet. Pour un détourage plus fin, fermez d’autres onglets, rechargez la page et ouvrez l’image de nouveau.";

const shortened =
  "L’original contient plus de données d’appareil photo que ce type de fichier n’en accepte : les entrées les plus longues ont été omises. PNG, WebP et TIFF les gardent.";

const unshrunk =
  "Le fichier n’a pas pu être réduit, il a donc sa taille habituelle. Peut-être manquait-il de la mémoire, ou le réseau la première fois.";

const troubles = {
  file: "Le fichier n’est pas un réseau ONNX, ou il est endommagé. Choisissez le fichier .onnx lui-même, copié en entier.",
  data: "Des parties du réseau se trouvent dans d’autres fichiers, absents ou incomplets. Choisissez le fichier .onnx avec tous ceux-ci.",
  input: "Le réseau ne prend pas une image à trois canaux. Choisissez-en un qui supprime les arrière-plans.",
  answer: "Ce que le réseau répond n’est pas un masque. Choisissez une autre sortie sous « Corriger à la main », ou un autre réseau.",
  numbers: "Le réseau répond par des nombres qui n’en sont pas (NaN). Un fichier en pleine précision (fp32) peut aider.",
  memory: "Le réseau demande plus de mémoire qu’il n’y en a. Fermez d’autres onglets, ou prenez une version plus petite ou en demi-précision.",
  time: "Le réseau n’avait pas répondu au bout de cinq minutes et a été arrêté.",
  failed: "Le moteur de cette page a refusé le réseau. Une version exportée pour le web fonctionnera peut-être.",
  gone: "Le réseau n’est plus sur cet appareil. Ajoutez-le de nouveau sous « Réseaux personnels ».",
  descriptor: "La description n’est pas juste. Corrigez ce qui est nommé et réessayez.",
  large: "Les fichiers sont plus gros que ce qu’un navigateur peut exécuter : 1,5 Go au plus. La commande « mattebox models add » n’a pas cette limite.",
  storage: "Ce navigateur ne laisse pas Mattebox enregistrer de fichiers, peut-être parce que la fenêtre est privée ou que les données de sites sont bloquées. Rien n’a été ajouté.",
  full: "Il n’y a plus de place sur cet appareil. Libérez-en, puis choisissez les fichiers de nouveau.",
};

const replaced = "Votre propre réseau n’a pas pu servir ici ; celui de Mattebox a pris sa place.";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "Déposez une image. Gardez le sujet.",
    lead: "Mattebox supprime l’arrière-plan ici même, sur votre appareil. En pleine taille, sans compte, sans envoi.",
    choose: "Choisir des images",
    chooseFolder: "ou un dossier entier",
    orDrop: "ou déposez-les n’importe où, ou collez-en une",
    samples: "Pas d’image sous la main ? Essayez-en une de celles-ci.",
    dropHere: "Déposez-la pour la détourer",
    cancel: "Annuler",
    cancelKey: "Annuler (Échap)",
    viewOn: "Voir sur",
    checker: "Damier",
    white: "Blanc",
    black: "Noir",
    colour: "Couleur au choix",
    pickColour: "Choisir la couleur derrière l’image",
    zoomOut: "Zoom arrière (−)",
    zoomIn: "Zoom avant (+)",
    zoomFit: "Ajuster à la fenêtre (0)",
    newPicture: "Autre image",
    startOver: "Recommencer",
    copy: "Copier",
    copyKey: "Copier en PNG (Ctrl+C)",
    edit: "Modifier",
    editKey: "Modifier le détourage (E)",
    edges: "Contours",
    fixes: "Retoucher",
    fixTool: "Outil",
    fixBrush: "Pinceau",
    fixLasso: "Lasso",
    fixPick: "Sujets",
    fixEffect: "Effet",
    fixRestore: "Restaurer",
    fixErase: "Effacer",
    brushSize: "Taille",
    brushHard: "Peindre exactement",
    brushSoftness: "Bord doux",
    brushLoupe: "Loupe",
    fillHoles: "Combler les trous",
    removeSpecks: "Retirer les taches",
    edgeKind: "Type de contour",
    edgeAuto: "Auto",
    edgeClean: "Net",
    edgeSoft: "Doux",
    edgeHair: "Cheveux",
    edgeShift: "Décalage",
    edgeFeather: "Flou",
    edgeContrast: "Contraste",
    edgeColour: "Couleur nettoyée",
    undo: "Annuler l’action (Ctrl+Z)",
    redo: "Rétablir (Ctrl+Maj+Z)",
    reset: "Réinitialiser",
    saveKey: "Enregistrer l’image (Ctrl+S)",
    finish: "Finition",
    preset: "Préréglage",
    keepPreset: "Garder ces réglages comme préréglage",
    dropPreset: "Supprimer ce préréglage",
    saveRecipe: "Enregistrer tous les réglages dans un fichier",
    openRecipe: "Ouvrir un fichier de réglages",
    presetName: "Nom",
    keep: "Garder",
    background: "Arrière-plan",
    groundNone: "Aucun",
    groundColour: "Couleur",
    groundGradient: "Dégradé",
    groundPicture: "Image",
    groundBlur: "Flou",
    colourOfGround: "Couleur",
    gradientEnd: "Deuxième couleur",
    angle: "Direction",
    chooseGround: "Choisir un arrière-plan",
    fit: "Ajustement",
    fitCover: "Remplir le cadre",
    fitContain: "Tout montrer",
    positionX: "De gauche à droite",
    positionY: "De haut en bas",
    blur: "Flou",
    match: "Accorder la lumière",
    shadow: "Ombre",
    shadowOpacity: "Ombre portée",
    shadowAngle: "Direction",
    shadowDistance: "Distance",
    shadowSoftness: "Douceur",
    shadowColour: "Couleur de l’ombre",
    contactOpacity: "Ombre de contact",
    contactSoftness: "Sa douceur",
    outline: "Contour",
    outlineWidth: "Épaisseur",
    outlineColour: "Couleur du contour",
    frame: "Cadre",
    crop: "Recadrer sur",
    cropPicture: "L’image",
    cropSubject: "Le sujet",
    space: "Espace",
    spaceMargin: "Marge",
    spaceFill: "Part du cadre",
    margin: "Marge",
    marginUnit: "Unité de la marge",
    fill: "Le sujet occupe",
    aspect: "Format",
    size: "Taille en pixels",
    sizeWidth: "Largeur en pixels",
    sizeHeight: "Hauteur en pixels",
    dpi: "Pixels par pouce",
    moveX: "Déplacer sur les côtés",
    moveY: "Déplacer en hauteur",
    turn: "Pivoter",
    turnLeft: "Pivoter à gauche",
    turnRight: "Pivoter à droite",
    tilt: "Redresser",
    output: "Enregistrer sous",
    outputOptions: "Format et nom du fichier",
    format: "Format",
    lossless: "Sans perte",
    quality: "Qualité",
    smaller: "Fichier plus petit",
    smallerHint: "La même image en moins d’octets ; l’écriture est bien plus longue.",
    metadata: "Données de l’appareil (EXIF)",
    metadataNone: "Tout supprimer",
    metadataCamera: "Garder, sans le lieu",
    metadataAll: "Garder, avec le lieu",
    credentials: "Signer avec Content Credentials",
    credentialsHint:
      "Ajoute une déclaration signée de ce qui a été fait ici, avec une clé créée sur cet appareil et qui n’en sort jamais ; elle permet de reconnaître que des fichiers viennent de la même main. Ceux de l’original sont conservés.",
    check: "Vérifier un fichier",
    checkLead:
      "Montre ce que disent les Content Credentials d’une image et si elle a été modifiée depuis. Le fichier reste sur cet appareil.",
    checkChoose: "Choisir un fichier",
    checkDrop: "ou déposez-le ici",
    checkFile: "Fichier à vérifier",
    checkMeaning:
      "Ce que prouve une clé faite soi-même : le fichier est tel que cette clé l’a signé, et les fichiers de même empreinte ont été signés par la même clé. Ce qu’elle ne prouve pas : à qui elle est, quand elle a signé, ni que la déclaration est vraie. N’importe qui peut retirer ces informations.",
    template: "Nom du fichier",
    templateHint: "{name}, {preset}, {size}, {width}, {height}, {date} et {n} (un numéro d’ordre) sont remplacés.",
    install: "Installer",
    update: "Nouvelle version : recharger",
    about: "À propos de Mattebox",
    close: "Fermer",
    zoom: "Zoom",
    stage: "Image. Plus et moins changent le zoom, 0 ajuste, les flèches déplacent.",
    compare: "Comparer avant et après : part de l’original affichée",
    before: "Avant",
    after: "Après",
    draft: "Ébauche",
    progress: "Progression",
    home: "Mattebox, recommencer",
    fileInput: "Fichiers image",
    folderInput: "Dossier d’images",
    mode: "Mode",
    modeHint: "Avec quel soin le sujet est recherché",
    aboutPrivacyTitle: "Vos images restent ici",
    aboutPrivacy:
      "Tout se passe dans cette page. Les images ne sont envoyées nulle part ; les seules requêtes vont à ce site, pour " +
      "Mattebox lui-même. Après la première visite, tout fonctionne aussi sans réseau.",
    aboutHowTitle: "Comment ça marche",
    aboutHow:
      "Un petit réseau de neurones fait une ébauche, un plus grand trouve le sujet, puis les contours sont affinés en " +
      "pleine taille et débarrassés de la couleur de l’ancien arrière-plan. « Rapide » se passe du grand réseau, « Optimal » lui montre deux " +
      "vues. Les pixels à l’intérieur du sujet restent exactement tels quels. Les fonds ne servent qu’à regarder ; " +
      "seul ce que « Finition » place derrière le sujet est enregistré avec lui.",
    language: "Langue",
    languageLater: "La langue changera à la prochaine ouverture de la page.",
    keysTitle: "Raccourcis clavier",
    openKeys: "Raccourcis clavier (?)",
    models: "Réseaux personnels",
    modelsLead: "Vous avez un meilleur réseau pour le détourage ? Ajoutez son fichier ONNX. Il reste sur cet appareil, devient un mode à part et fonctionne hors ligne.",
    modelsChoose: "Choisir les fichiers",
    modelsDrop: "ou déposez-les ici : le fichier .onnx et ses données externes, s’il y en a",
    modelsFile: "Fichiers d’un réseau",
    modelsTry: "L’essayer sur une photo",
    modelsOurs: "Celui de Mattebox",
    modelsTheirs: "Ce réseau",
    modelsCorrect: "Corriger à la main",
    modelsDescriptor: "Ce qu’il prend et donne (JSON)",
    modelsDescriptorHint: "size est hauteur et largeur ; divide est 1, 255 ou \"max\" ; fit est stretch, letterbox-top-left ou letterbox-centred ; kind est alpha, logits ou classes ; activation est none ou sigmoid ; post est none ou minmax.",
    modelsAdd: "Ajouter ce réseau",
    modelsDiscard: "Abandonner",
    modelsKept: "Ajoutés sur cet appareil",
    modelsNone: "Aucun pour l’instant.",
    tips: "Conseils pour cette image",
    dismissTips: "Masquer les conseils",
    aboutCreditsTitle: "Photos d’exemple",
    details: "Durées",
    aboutStored:
      "Les images d’un lot sont gardées sur cet appareil, et seulement là, jusqu’à ce que vous les retiriez, afin que le lot survive à la fermeture de l’onglet.",
    clearStored: "Retirer toutes les images stockées sur cet appareil",
    keptTitle: "Gardé sur cet appareil",
    wipe: "Tout retirer de cet appareil",
    wipeTitle: "Tout retirer ?",
    wipeWarning: "Les réglages, les préréglages, les couleurs, toutes les images d’un lot avec leurs résultats, une clé de signature et le programme lui-même sont retirés de cet appareil, définitivement. Ce qui est à l’écran et n’a pas été enregistré est perdu aussi ; vos propres fichiers restent.",
    wipeYes: "Tout retirer",
    wipeTrouble: "Tout n’a pas pu être retiré : un autre onglet de Mattebox s’en sert. Fermez tous les autres et réessayez.",
    wipedTitle: "Tout a été retiré",
    wiped: "Il ne reste plus rien de Mattebox sur cet appareil. Fermez cette page ou recommencez : le programme sera alors téléchargé de nouveau.",
    startAgain: "Recommencer",
    documentation: "Documentation : guide, questions, fonctionnement (en anglais)",
    licences: "Licences de toutes les parties",

    batch: "Lot",
    batchProgress: "Images du lot terminées",
    batchCancel: "Annuler",
    batchAdd: "Ajouter des images",
    batchAddFolder: "Ajouter un dossier",
    batchSettings: "Réglages",
    batchSettingsHint: "Réglages pour toutes les images du lot (E)",
    batchReview: "Vérifier",
    batchReviewHint: "Parcourir les résultats et les juger",
    batchSave: "Enregistrer le ZIP",
    batchSaveHint: "Enregistrer tous les résultats non refusés dans un fichier ZIP (Ctrl+S)",
    batchOutputHint: "Type de fichier et son nom",
    batchSaveFolder: "Vers un dossier",
    batchSaveFolderHint: "Écrire les résultats dans un dossier dès qu’ils sont prêts",
    batchClear: "Vider",
    batchClearHint: "Retirer de cet appareil toutes les images du lot et leurs résultats",
    batchClearWarning: "Les copies et les résultats sont retirés de cet appareil. Ce qui n’a pas été enregistré est perdu ; vos propres fichiers restent.",
    batchClearYes: "Retirer",
    batchClearNo: "Garder",
    batchLeave: "Quitter le lot ; il attend votre retour",
    batchList: "Images",
    batchShow: "Afficher",
    batchAll: "Toutes",
    batchWaiting: "En attente",
    batchDone: "Terminées",
    batchFailed: "Échouées",
    batchCancelled: "Annulées",
    batchRejected: "Refusées",
    storedDiscard: "Abandonner",
    review: "Vérification",
    reviewStage: "Résultat. Plus et moins changent le zoom, 0 ajuste ; les flèches gauche et droite mènent aux autres images.",
    reviewPrevious: "Image précédente (←)",
    reviewNext: "Image suivante (→)",
    reviewAccept: "Accepter",
    reviewAcceptKey: "Accepter (A)",
    reviewFix: "Retoucher",
    reviewFixKey: "Retoucher à la main (F)",
    reviewReject: "Refuser",
    reviewRejectKey: "Refuser (R)",
    reviewClose: "Retour à toutes les images (Échap)",
  },

  keys: { Control: "Ctrl", Shift: "Maj", Escape: "Échap" },
  shortcuts: {
    paste: "Coller une image",
    choose: "Choisir une image",
    save: "Enregistrer l’image",
    copy: "Copier le PNG",
    fixes: "Retoucher à la main : pinceau, lasso, sujets",
    smaller: "Pinceau plus petit",
    larger: "Pinceau plus grand",
    restore: "Restaurer",
    erase: "Effacer",
    edges: "Régler les contours",
    undo: "Annuler l’action",
    redo: "Rétablir",
    zoomIn: "Zoom avant",
    zoomOut: "Zoom arrière",
    zoomFit: "Ajuster à la fenêtre",
    actualSize: "Taille réelle",
    cancel: "Annuler, ou fermer ce qui est ouvert",
    help: "Afficher ces raccourcis",
  },
  gestures: [
    ["Molette ou pincement", "Zoomer"],
    ["Double-clic", "Taille réelle, ou ajuster à la fenêtre"],
    ["Glisser le détourage", "Vers un dossier ou un autre logiciel"],
    ["Alt et la molette", "Taille du pinceau"],
    ["Flèches, Espace", "Déplacer le pinceau, commencer et finir un trait"],
  ],

  firstVisit: (bytes) =>
    `Cette première visite télécharge ${fileSize(bytes)}, une seule fois, pour que tout se passe sur votre appareil : ` +
    "vos images ne le quittent jamais.",
  offlineReady: "Vos images ne quittent jamais cet appareil, et tout fonctionne aussi sans réseau.",
  notKept: {
    changed: "Mattebox fonctionne, mais ne peut pas être conservé sur cet appareil : des fichiers arrivent modifiés, peut-être par un proxy, un filtre ou une extension. Chaque visite demande le réseau ; un autre réseau peut aider.",
    full: "Mattebox fonctionne, mais il n’y a pas la place de le conserver sur cet appareil : chaque visite demande le réseau. Libérez de la place sur le disque, puis rechargez la page.",
    denied: "Mattebox fonctionne, mais ce navigateur n’en conserve rien, peut-être parce que les cookies ou les données de sites sont bloqués ou que cette fenêtre est privée : chaque visite le télécharge de nouveau, et réglages et images ne sont pas conservés non plus.",
  },

  phases,
  progress(progress) {
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download} : ${percent(progress.fraction)}`;
    }
    return progress.phase === "download" ? "Préparation" : phases[progress.phase];
  },
  elapsed: (seconds) => `${whole.format(seconds)} s`,

  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "Le détourage précédent est toujours là.",
  retry: "Réessayer",
  chooseAnother: "En choisir une autre",
  bringBack: "Le récupérer",
  startedOver: "Vous avez recommencé. Le dernier détourage n’était pas enregistré.",
  setbacks: {
    afresh: "Le navigateur a interrompu le travail, peut-être faute de mémoire. Il est en train d’être refait.",
    sparing: "La mémoire a manqué : Mattebox continue donc avec moins, une image à la fois et sur un seul fil, ce qui prend plus de temps. Après un rechargement, il essaiera de nouveau comme avant.",
  },

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "Aucun sujet n’a été trouvé, rien n’a donc été enlevé, le reste est comme vous l’avez choisi. S’il y en a un petit, recadrez plus près de lui et réessayez.";
      case "scaled":
        return `L’image compte ${values.from} mégapixels ; elle a été réduite à ${values.to} pour tenir en mémoire.`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "L’image est animée ; sa première vue a été détourée.";
      case "one-of-many":
        return `Le fichier contient ${values.count} images ; seule la première a été détourée.`;
      case "raw-preview":
        return "C’est un fichier RAW d’appareil photo ; l’aperçu qu’il contient a été détouré. Pour toute la qualité, exportez-le en JPEG ou TIFF dans une application photo, puis choisissez ce fichier.";
      case "hdr":
        return "L’image est à grande plage dynamique (HDR) ; ses parties les plus claires ont été assombries.";
      case "already-transparent":
        return "L’image avait déjà des parties transparentes ; elles ont été conservées.";
      case "already-cut":
        return "Elle est déjà détourée, rien d’autre n’a donc été enlevé. Ce qui doit encore partir peut être effacé sous « Retoucher ».";
      case "has-credentials":
        return "L’image a des Content Credentials. Un fichier ne les garde que si vous le signez : « Enregistrer sous », options, « Signer avec Content Credentials ».";
      case "made-by-ai":
        return "Elle dit avoir été faite ou modifiée par une IA générative. Un autre fichier ne le dit pas, sauf si vous le signez ou l’écrivez à côté.";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} n’a pas été utilisé. ` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]} Le réseau de Mattebox a pris sa place.`;
      default:
        return String(code);
    }
  },
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `L’image est petite : son petit côté fait ${whole.format(values.side)} pixels. En dessous de ${whole.format(values.least)}, les contours fins comme les cheveux sont grossiers. Si c’est une copie venant d’une messagerie ou d’un site, utilisez l’original.`;
      case "jpeg-blocks":
        return "L’image a été fortement compressée en JPEG, et ses blocs se voient le long du contour. Utilisez l’original, ou enregistrez-le à nouveau avec une meilleure qualité.";
      case "low-contrast":
        return "Sur une partie du contour, le sujet et l’arrière-plan se ressemblent. Regardez-la de près. Une photo devant un fond uni d’une autre couleur donne un contour plus propre.";
      case "cut-by-frame":
        return `Le sujet est coupé ${sides(values.sides)} : le détourage s’y termine en ligne droite. Utilisez une image avec de l’espace autour du sujet, ou placez ce côté au bord de votre mise en page.`;
      default:
        return String(code);
    }
  },
  tips: (count) => `${whole.format(count)} ${plural(count, { one: "conseil", other: "conseils" })}`,

  nothingToOpen: "Il n’y avait pas de fichier image là-dedans. Enregistrez d’abord l’image, puis déposez ou choisissez le fichier.",
  sampleFailed: "La photo d’exemple n’a pas pu être chargée. Vérifiez la connexion et réessayez.",

  modes,
  modeTime: about,
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "Passez grossièrement sur ce qui est faux : le contour voisin est trouvé tout seul.",
    hard: "Ce que vous peignez est pris tel quel.",
    pick: "Cliquez sur un sujet pour l’ôter ou le remettre. Cliquez sur un sujet oublié ou tracez un cadre autour.",
  },
  subjectsFound: (count) => `${whole.format(count)} ${plural(count, { one: "sujet trouvé", other: "sujets trouvés" })}. Cliquez sur l’un d’eux pour l’ôter ou le remettre. Cliquez sur un sujet oublié ou tracez un cadre autour.`,
  brushSize: (px) => `${whole.format(px)} px`,
  share: percent,
  edgeHints: {
    auto: "Choisit le mieux pour chaque partie du contour.",
    clean: "Des contours nets, comme ceux des produits.",
    soft: "Suit la douceur de l’image elle-même.",
    hair: "Garde les cheveux fins, le pelage et le duvet.",
  },
  edgeSliders: {
    shift: {
      does: "Déplace le contour vers l’extérieur ou l’intérieur",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `${pixels(Math.abs(px))} vers l’${px > 0 ? "extérieur" : "intérieur"}` : pixels(0)),
    },
    feather: { does: "Rend le contour flou", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "Durcit le contour", written: percent, spoken: percent },
    decontaminate: { does: "Retire du contour la couleur de l’ancien arrière-plan", written: percent, spoken: percent },
  },

  finishUnits: {
    percent: { written: percent, spoken: percent },
    permille: { written: tenthPercent, spoken: tenthPercent },
    degrees: {
      written: (angle) => `${upToTenth.format(angle)}°`,
      spoken: (angle) => `${upToTenth.format(angle)} ${plural(angle, { one: "degré", other: "degrés" })}`,
    },
  },
  presets: {
    cutout: "Détourage",
    marketplace: "Boutique, blanc",
    square: "Réseaux, carré",
    portrait: "Réseaux, portrait",
    story: "Réseaux, story",
    identity: "Photo d’identité, 35 × 45 mm",
    sticker: "Autocollant",
  },
  presetOfOnesOwn: "Réglages personnels",
  recentColours: (name) => `${name} : couleurs récentes`,
  eyedropper: (name) => `${name} : prélever à l’écran`,
  aspectFree: "Libre",
  noGround: "Aucun n’est encore choisi.",
  groundUnreadable: "Ce navigateur ne peut pas lire ce fichier comme une image. Choisissez-en un autre pour l’arrière-plan.",
  recipeName: "mattebox-reglages.json",
  /** @param {string} name */
  recipeTaken: (name) => `Les réglages de ${name} sont en place.`,
  /** @param {string} field */
  noRecipe: (field) => `Ce fichier ne contient pas de réglages de Mattebox (${field}). Choisissez un fichier .json qu’il a enregistré.`,

  formats: {
    png: { name: "PNG", short: "PNG", hint: "Sans perte et transparent. Le meilleur choix pour continuer à travailler." },
    png8: { name: "PNG, 256 couleurs", short: "PNG", hint: "Petits fichiers pour dessins et autocollants ; les photos perdent des couleurs." },
    webp: { name: "WebP", short: "WebP", hint: "Léger et transparent, pour les pages web." },
    jpeg: { name: "JPEG", short: "JPEG", hint: "Léger et lu partout. Ce qui est transparent devient blanc." },
    mask: { name: "Masque seul (PNG)", short: "masque", hint: "La transparence en image grise : le blanc est le sujet." },
    tiff: { name: "TIFF avec masque", short: "TIFF", hint: "Sans perte, pour l’impression : l’image et son masque en deux pages." },
  },
  quality: { written: whole.format, spoken: whole.format },
  saveAs: (format) => `Enregistrer ${format}`,
  templateExample: (name) => `Pour cette image : ${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `Vérification de ${name}`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} n’a pas de Content Credentials. Cela ne dit rien de l’image : la plupart n’en ont pas, et il est facile de les retirer.`,
      unchanged: (name) => `${name} n’a pas changé depuis sa signature.`,
      changed: (name) => `${name} a été modifié après sa signature : ne vous fiez pas à ce qu’il dit de lui-même.`,
      doubtful: (name) => `${name} n’a pas changé depuis sa signature, mais le certificat du signataire est expiré ou non valable.`,
      remote: (name) => `Les Content Credentials de ${name} se trouvent sur un serveur que Mattebox n’interroge pas. Vérifiez-le avec un programme qui le fait.`,
      unreadable: (name) => `${name} ne peut pas être vérifié : il est endommagé ou d’un type sans Content Credentials. Choisissez une image PNG, JPEG, WebP ou TIFF, par exemple.`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "Signé par",
      print: "Empreinte de la clé",
      stamped: "Horodatage",
      sources: "Type de source (IPTC)",
      deeds: "Ce qui a été fait",
      generator: "Programme",
    },
    own: "La clé de cet appareil",
    another: "Une autre clé que celle de cet appareil",
    /** @param {string} name */
    named: (name) => `Une autre clé que celle de cet appareil ; son certificat indique « ${name} », ce qui n’est pas vérifié ici`,
    unknown: "La clé du signataire n’a pas pu être lue",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "Modifiée par un algorithme, rien de généré",
      humanEdits: "Retouchée à la main",
      composite: "Composée de plusieurs images",
      compositeCapture: "Composée de plusieurs photos",
      digitalCapture: "Prise avec un appareil photo numérique",
      digitalCreation: "Faite à la main sur ordinateur",
      trainedAlgorithmicMedia: "Créée par une IA générative",
      compositeWithTrainedAlgorithmicMedia: "Retouchée par une IA générative",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "Arrière-plan retiré par un réseau de neurones",
      corrected: "Détourage corrigé à la main",
      colour: "Couleurs unies placées derrière le sujet",
      picture: "Autre image placée derrière le sujet",
      blur: "Arrière-plan flouté",
      effects: "Ombre, contour ou lumière ajoutés",
      framed: "Recadrée, redimensionnée ou pivotée",
      mask: "Masque enregistré seul",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "À partir d’une autre image",
      "c2pa.created": "Créée de zéro",
      "c2pa.edited": "Retouchée",
      "c2pa.cropped": "Recadrée",
      "c2pa.resized": "Redimensionnée",
      "c2pa.converted": "Convertie en un autre type de fichier",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when}, selon l’horloge du signataire`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `La clé de cet appareil a l’empreinte ${print}.` : "Cet appareil n’a pas encore créé de clé."),
  },

  waiting: "Un instant…",
  saved: "Enregistré",
  copied: "Copié",
  savedAs: (name) => `Enregistré sous ${name}`,
  copiedStatus: "Copié en PNG dans le presse-papiers",
  draggedAs: (name) => `Sorti sous ${name}`,
  copyUnsupported: "Ce navigateur ne peut pas mettre d’images dans le presse-papiers. Enregistrez plutôt le PNG.",
  copyFailed: "Le navigateur n’a pas autorisé la copie. Cliquez dans la page et réessayez, ou enregistrez le PNG.",

  originalOf: (name) => `Original : ${name}`,
  cutoutOf: (name) => `Détourage : ${name}`,
  compareValue: (share) => `${percent(share)} de l’original`,
  zoom: percent,
  samples: { Portrait: "Portrait", Product: "Produit" },
  sample: (title) => `Photo d’exemple : ${title}`,
  credit: (title, credit) => `${title} : ${credit}`,
  pasted: "collée",

  status: {
    ready: (info) => `Prêt · ${device(info)} · ${info.model}`,
    working: (name) => `Traitement de ${name}`,
    draft: "Une ébauche est affichée ; le détourage fin arrive.",
    done: (info, ms, width, height, bytes) =>
      `Terminé en ${tenth.format(ms / 1000)} s · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    doneSpoken: "Le détourage est terminé.",
    editedSpoken: "Le détourage est à jour.",
    cancelled: "Annulé",
    notSaved: "Rien n’a été enregistré.",
    edited: (ms, width, height, bytes) =>
      `Mis à jour en ${tenth.format(ms / 1000)} s · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "Le détourage est comme avant.",
    modeDropped: "Le détourage est comme avant.",
  },
  fallback: (info) => (info.fallback ? `Le GPU n’est pas utilisé : ${info.fallback}` : ""),
  stages: {
    decode: "lecture",
    cut: "détourage dans l’ensemble",
    preview: "aperçu",
    finish: "finition",
    encode: "écriture du fichier",
    draft_inference: "petit réseau",
    draft_matte: "ébauche",
    inference: "grand réseau",
    py_tensor: "réduction pour les réseaux",
    py_fuse: "choix du sujet",
    py_band: "affinage des contours",
    py_foreground: "couleurs des contours",
    py_compose: "assemblage",
    py_advice: "conseils",
    total: "au total",
  },
  milliseconds: (ms) => `${whole.format(ms)} ms`,
  models: {
    troubles,
    reading: (share) => `Lecture du réseau : ${percent(share)}`,
    starting: "Préparation",
    facts: { origin: "Ce que c’est", licence: "Licence d’usage", input: "Image qu’il voit", size: "Taille", memory: "Mémoire", where: "S’exécute sur" },
    known: "Reconnu",
    guessed: "Non reconnu : ce qu’il prend et donne est deviné, puis essayé sur une photo",
    noLicence: "Non indiquée. Assurez-vous que vous pouvez l’utiliser.",
    input: (size) => (size ? `${size[1]} × ${size[0]} pixels de côté` : "Aussi large et haute que l’image le demande"),
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)} ; ${whole.format(rewritten)} convolutions déformables ont été réécrites pour qu’il tienne` : fileSize(bytes),
    memory: (needed, device) =>
      device ? `Jusqu’à ${fileSize(needed)} environ ; cet appareil a au moins ${fileSize(device)}` : `Jusqu’à ${fileSize(needed)} environ`,
    tooMuch: (most) => `C’est plus que les ${fileSize(most)} qu’une page peut avoir ici : il échouera sans doute.`,
    where: "Le processeur (CPU) ; les cartes graphiques ne connaissent pas tous ses opérateurs",
    trying: (at, of) => (of > 1 ? `Essai sur une photo : hypothèse ${whole.format(at)} sur ${whole.format(of)}` : "Essai sur une photo"),
    tried: (ms) => `Il a fallu ${tenth.format(ms / 1000)} s pour cette photo. Comparez les deux, puis ajoutez-le ou abandonnez-le.`,
    ready: (title) => `${title} est lu. Regardez sa licence, puis essayez-le.`,
    added: (title) => `${title} a été ajouté et figure maintenant parmi les modes.`,
    removed: (title) => `${title} a été retiré de cet appareil.`,
    use: "Utiliser",
    remove: "Retirer",
    keep: "Garder",
    removeAsk: (title) => `Retirer ${title} de cet appareil ?`,
    action: (what, title) => `${title} : ${what}`,
  },

  kept: {
    refused: "Tout n’a pas pu être supprimé : le navigateur a refusé. Supprimez les données de ce site dans les réglages du navigateur.",
    kinds: {
      settings: "Réglages",
      presets: "Préréglages personnels",
      colours: "Couleurs récentes",
      originals: "Images du lot",
      results: "Résultats du lot",
      key: "Clé de signature",
      program: "Programme et réseaux",
      networks: "Réseaux personnels",
    },
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "En attente", cancelled: "Annulée" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "Terminée" : "Aucun sujet trouvé";
    },
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    actions: { remove: "Retirer", cancel: "Annuler", retry: "Réessayer", save: "Enregistrer" },
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    count: (count) => whole.format(count),
    progress: (done, all, failed) =>
      [`${whole.format(done)} sur ${whole.format(all)} terminées`, failed ? `${whole.format(failed)} en échec` : ""].filter(Boolean).join(" · "),
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `Copie de ${pictures(arriving)} sur cet appareil`;
      if (pausing) return "Mise en pause : ce qui est en cours se termine";
      if (paused) return "En pause";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "Pause",
    resume: "Reprendre",
    retry: (count) => `Réessayer ${pictures(count)}`,
    redo: (count) => `Appliquer les nouveaux réglages à ${whole.format(count)} terminées`,
    remove: (count) => (count === 1 ? "Retirer cette image" : `Retirer ces ${pictures(count)}`),
    removeAsk: (count) => (count === null ? "Retirer le lot entier ?" : `Retirer ${pictures(count)} du lot ?`),
    into: (folder) => `Les résultats vont dans le dossier ${folder}`,
    pill: (done, all) => `Lot : ${whole.format(done)} sur ${whole.format(all)}`,
    backFromFix: "Retour au lot",
    ownSettings: "Cette image a maintenant ses propres réglages ; les autres gardent les leurs.",
    useForAll: "Les utiliser pour toutes",
    added: (count) => `${pictures(count)} ${plural(count, { one: "ajoutée", other: "ajoutées" })} au lot.`,
    finished: (done, failed) => `Le lot est terminé : ${pictures(done)} prêtes, ${whole.format(failed)} en échec.`,
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `${whole.format(skipped.length)} ${plural(skipped.length, { one: "fichier n’est pas une image et a été ignoré", other: "fichiers ne sont pas des images et ont été ignorés" })} : ${few(skipped)}.`,
        unreadable.length && `${whole.format(unreadable.length)} ${plural(unreadable.length, { one: "fichier ou dossier n’a", other: "fichiers ou dossiers n’ont" })} pas pu être ${plural(unreadable.length, { one: "lu", other: "lus" })} : ${few(unreadable)}. Copiez-les dans un autre dossier et ajoutez-les depuis là.`,
      ]
        .filter(Boolean)
        .join(" "),
    noPictures(skipped, unreadable) {
      return `Il n’y a pas d’images à ouvrir là-dedans. ${this.leftOut(skipped, unreadable)}`.trim();
    },
    noRoom: (count, needed, free) =>
      `${pictures(count)} et leurs résultats demandent environ ${fileSize(needed)}, mais le navigateur dit qu’il ne lui reste que ${fileSize(free)} pour cette page. ` +
      "Enregistrez et videz ce qui est terminé, libérez de la place sur le disque ou prenez moins d’images à la fois. Certains navigateurs annoncent moins qu’ils n’ont : essayez alors quand même.",
    takeSome: (count) => `Prendre les ${whole.format(count)} premières`,
    tryAnyway: "Essayer quand même",
    full: (lost) =>
      (lost
        ? `Le stockage du navigateur est plein : ${pictures(lost)} ${plural(lost, { one: "n’a pas pu être prise", other: "n’ont pas pu être prises" })}. `
        : "Le stockage du navigateur est plein, le lot a donc été mis en pause ; rien n’est perdu. ") +
      "Enregistrez ce qui est terminé et retirez-le du lot, ou libérez de la place sur le disque.",
    folderLost: "Il n’est plus possible d’écrire dans le dossier. Choisissez-le à nouveau avec « Vers un dossier » ; les résultats sont gardés ici.",
    unwritten: (names) => `${whole.format(names.length)} ${plural(names.length, { one: "fichier n’a pas pu être écrit", other: "fichiers n’ont pas pu être écrits" })} dans le dossier : ${few(names)}. Fermez les autres programmes qui les ont ouverts, puis choisissez à nouveau le dossier avec « Vers un dossier ».`,
    elsewhere: "Un autre onglet travaille sur un lot. Continuez là-bas, ou fermez-le et réessayez.",
    storageLost: "Le navigateur a supprimé ce qui était enregistré, le lot a donc été arrêté. Enregistrez ce qui peut encore l’être, videz le lot puis ajoutez de nouveau les images ; vos propres fichiers sont intacts.",
    notKept: "Ce navigateur ne laisse Mattebox rien conserver, peut-être parce que les cookies ou les données de sites sont bloqués ou que cette fenêtre est privée. Le lot fonctionne, mais se termine avec cet onglet : enregistrez les résultats avant de le fermer.",
    notCleared: "Les images conservées n’ont pas pu être supprimées : le navigateur ne donne pas accès à son stockage. Supprimez les données de ce site dans les réglages du navigateur.",
    stored: (all, waiting) =>
      waiting
        ? `Un lot de ${pictures(all)} est stocké sur cet appareil ; il en reste ${whole.format(waiting)} à traiter.`
        : `Un lot terminé de ${pictures(all)} est stocké sur cet appareil.`,
    goOn: (waiting) => (waiting ? `Continuer avec ${pictures(waiting)}` : "L’ouvrir"),
    cleared: "Toutes les images stockées sur cet appareil ont été retirées.",
    zipping: (count, all) => `Écriture du ZIP : ${whole.format(count)} sur ${whole.format(all)}`,
    zipFailed: "Le ZIP n’a pas pu être écrit. Le disque est peut-être plein : libérez de la place et enregistrez-le à nouveau.",
    notInZip: (names) => `${whole.format(names.length)} ${plural(names.length, { one: "résultat manque", other: "résultats manquent" })} dans le ZIP, car le navigateur ne les a plus : ${few(names)}. Retirez ces images du lot et ajoutez-les à nouveau.`,
    place: (at, all, verdict, notices) =>
      [`${whole.format(at)} sur ${whole.format(all)}`, notices.includes("no-subject") ? "Aucun sujet trouvé" : "", verdict ? verdicts[verdict] : ""]
        .filter(Boolean)
        .join(" · "),
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "C’était la dernière image.",
  },

  title: (name) => (name ? `${name} · Mattebox` : "Mattebox : supprimer l’arrière-plan, sur votre appareil"),
};
