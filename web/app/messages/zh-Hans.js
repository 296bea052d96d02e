/**
 * Every sentence that the page shows, in Simplified Chinese.
 *
 * @import { Credentials, EngineInfo, NoticeCode, Side, Step } from "../../engine/index.js"
 * @import { Messages } from "./en.js"
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, tenthPercent, fileSize, moment, few } = format("zh-Hans");

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} 像素`;

/** @param {EngineInfo} info */
const device = (info) => (info.device === "webgpu" ? "GPU" : `CPU，${info.threads} 线程`);

/** @type {Record<string, { title: string, advice: string }> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "已取消。", advice: "未作任何更改。" },
  empty: { title: "这个文件是空的。", advice: "可能复制或下载没有完成。请换一个文件。" },
  unreadable: {
    title: "无法将这个文件作为图片读取。",
    advice: "文件可能已损坏，或此浏览器不支持该格式。请在其他程序中另存为 JPEG 或 PNG 后再试。",
  },
  raw: {
    title: "这是相机的 RAW 文件。",
    advice: "其中没有成品图片。请用相机的软件或照片应用导出为 JPEG 或 TIFF，然后选择导出的文件。",
  },
  "too-large": {
    title: "这张图片对此浏览器来说太大了。",
    advice: "请保存一份较小的副本（例如宽高各减半）再试。",
  },
  "too-long": {
    title: "这种文件容不下这么宽或这么高的图片。",
    advice: "WebP 每边最多 16,383 像素，JPEG 最多 65,500 像素。请在“保存为”中选择 PNG 或 TIFF，或用更小的画框。",
  },
  "canvas-noise": {
    title: "此浏览器会改动网页读取到的像素。",
    advice: "这是防指纹跟踪功能所致，而这类图片只有浏览器自身能读取。请另存为 JPEG 或 PNG（Mattebox 可自行读取），或允许本站读取 canvas 数据。",
  },
  "no-heif": {
    title: "此设备上还没有读取 HEIC 图片所需的部分。",
    advice: "请连接网络后重试：只需下载一次，之后即可离线使用。也可以用其他程序将图片另存为 JPEG。",
  },
  network: {
    title: "Mattebox 的一部分未能下载。",
    advice: "请检查网络连接后重试。已下载的部分会保留。",
  },
  "corrupt-download": {
    title: "下载的部分数据已损坏。",
    advice: "请重试，数据会重新下载。如果仍然失败，可能是途中的代理或过滤程序改动了文件。",
  },
  memory: {
    title: "内存不足，无法处理这张图片。",
    advice: "请关闭其他标签页或程序后重试，或使用较小的图片副本。",
  },
  "worker-died": {
    title: "浏览器中途停止了处理。",
    advice: "通常是内存不足所致。请关闭其他标签页后重试，或使用较小的图片副本。",
  },
  "no-start": {
    title: "Mattebox 的一部分没有启动。",
    advice: "它已下载，但此设备太忙或磁盘太慢，或者有什么阻止页面启动工作线程。请关闭其他程序后重试。",
  },
  gone: {
    title: "无法再访问此文件。",
    advice: "它已被移动、重命名、更改或删除，或者位于未连接的磁盘或云端。请重新选择。",
  },
  "unsupported-browser": {
    title: "此浏览器无法运行 Mattebox。",
    advice: "请使用最新版本的 Chrome、Edge、Firefox 或 Safari。",
  },
  outdated: {
    title: "Mattebox 有了新版本。",
    advice: "请先保存屏幕上的抠图，再重新加载页面。批量任务会保留，之后可以继续。",
  },
  "no-key": {
    title: "此浏览器无法保存签名密钥。",
    advice: "这可能是无痕窗口。请使用普通窗口，或不带 Content Credentials 保存图片。",
  },
  "unusable-network": {
    title: "无法使用这个网络。",
    advice: "没有做任何更改。请选择其他文件，或在“自己的网络”中查看所需内容。",
  },
  internal: {
    title: "Mattebox 内部出错了。",
    advice: "请重试。如果每次处理这张图片都出错，请反馈给我们。",
  },
};

const phases = {
  download: "正在加载",
  start: "正在启动",
  decode: "正在读取图片",
  draft: "正在生成草稿",
  segment: "正在查找主体",
  matte: "正在细化边缘",
  finish: "正在修饰图片",
  encode: "正在写入文件",
  smaller: "正在缩小文件",
};

const modes = { fast: "快速", standard: "标准", best: "最佳" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "不到 1 秒" : `约 ${whole.format(ms / 1000)} 秒`);

const where = { top: "上", right: "右", bottom: "下", left: "左" };

/** @param {Side[]} cut */
const sides = (cut) => cut.map((side) => where[side]).join("、");

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} 张图片`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "剩余不到 1 分钟";
  if (minutes < 90) return `剩余约 ${whole.format(minutes)} 分钟`;
  return `剩余约 ${upToTenth.format(minutes / 60)} 小时`;
}

const verdicts = { accepted: "已采用", rejected: "已弃用" };

const lighter =
  "内存不足，因此由较小的网络寻找主体。如需更精细的抠图，请关闭其他标签页，重新加载页面并再次打开图片。";

const shortened =
  "原图的相机数据超出了这种文件的容量，最长的几项已略去。PNG、WebP 和 TIFF 可全部保留。";

const unshrunk =
  "未能缩小文件，因此保持通常大小。可能是内存不足，或首次使用时没有网络。";

const troubles = {
  file: "该文件不是 ONNX 网络，或已损坏。请选择完整复制的 .onnx 文件。",
  data: "网络的一部分在其他文件中，这些文件缺失或不完整。请把 .onnx 文件和它们一起选择。",
  input: "该网络接收的不是一张三通道图片。请选择用于去除背景的网络。",
  answer: "网络的回答不是蒙版。请在“手动修正”中选择另一个输出，或换一个网络。",
  numbers: "网络的回答不是数值（NaN）。全精度（fp32）的文件也许可以。",
  memory: "网络需要的内存超过现有内存。请关闭其他标签页，或使用更小的或半精度的版本。",
  time: "网络五分钟后仍没有回答，已被停止。",
  failed: "此页面的运行环境拒绝了该网络。为网页导出的版本也许可以运行。",
  gone: "该网络已不在这台设备上。请在“自己的网络”中重新添加。",
  descriptor: "描述不正确。请改正所指出的内容后重试。",
  large: "文件超过浏览器能运行的大小：最多 1.5 GB。命令“mattebox models add”没有这个限制。",
  storage: "此浏览器不允许 Mattebox 保存文件，可能是无痕窗口，或网站数据被禁止。没有添加任何内容。",
  full: "这台设备没有空间了。请腾出一些空间，再重新选择文件。",
};

const replaced = "无法使用您自己的网络，已改用 Mattebox 的网络。";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "放入图片，留下主体。",
    lead: "Mattebox 直接在你的设备上去除背景。保留原始尺寸，无需注册，无需上传。",
    choose: "选择图片",
    chooseFolder: "或整个文件夹",
    orDrop: "或拖放到页面任意位置，也可以粘贴一张",
    samples: "手边没有图片？试试这些。",
    dropHere: "松开即可抠图",
    cancel: "取消",
    cancelKey: "取消 (Esc)",
    viewOn: "查看背景",
    checker: "棋盘格",
    white: "白色",
    black: "黑色",
    colour: "自选颜色",
    pickColour: "选择查看时的背景颜色",
    zoomOut: "缩小 (−)",
    zoomIn: "放大 (+)",
    zoomFit: "适应窗口 (0)",
    newPicture: "换一张",
    startOver: "重新开始",
    copy: "复制",
    copyKey: "复制为 PNG (Ctrl+C)",
    edit: "编辑",
    editKey: "编辑抠图 (E)",
    edges: "边缘",
    fixes: "修正",
    fixTool: "工具",
    fixBrush: "画笔",
    fixLasso: "套索",
    fixPick: "主体",
    fixEffect: "作用",
    fixRestore: "恢复",
    fixErase: "擦除",
    brushSize: "大小",
    brushHard: "精确绘制",
    brushSoftness: "柔边",
    brushLoupe: "放大镜",
    fillHoles: "填补孔洞",
    removeSpecks: "去除杂点",
    edgeKind: "边缘类型",
    edgeAuto: "自动",
    edgeClean: "清晰",
    edgeSoft: "柔和",
    edgeHair: "毛发",
    edgeShift: "位移",
    edgeFeather: "羽化",
    edgeContrast: "对比度",
    edgeColour: "去除杂色",
    undo: "撤销 (Ctrl+Z)",
    redo: "重做 (Ctrl+Shift+Z)",
    reset: "重置",
    saveKey: "保存图片 (Ctrl+S)",
    finish: "修饰",
    preset: "预设",
    keepPreset: "将这些设置存为预设",
    dropPreset: "删除此预设",
    saveRecipe: "将所有设置存为文件",
    openRecipe: "打开设置文件",
    presetName: "名称",
    keep: "保留",
    background: "背景",
    groundNone: "无",
    groundColour: "颜色",
    groundGradient: "渐变",
    groundPicture: "图片",
    groundBlur: "模糊",
    colourOfGround: "颜色",
    gradientEnd: "第二种颜色",
    angle: "方向",
    chooseGround: "选择背景",
    fit: "适配",
    fitCover: "填满画框",
    fitContain: "完整显示",
    positionX: "左右位置",
    positionY: "上下位置",
    blur: "模糊",
    match: "匹配光线",
    shadow: "阴影",
    shadowOpacity: "投影",
    shadowAngle: "方向",
    shadowDistance: "距离",
    shadowSoftness: "柔和度",
    shadowColour: "阴影颜色",
    contactOpacity: "接触阴影",
    contactSoftness: "接触阴影柔和度",
    outline: "描边",
    outlineWidth: "宽度",
    outlineColour: "描边颜色",
    frame: "画框",
    crop: "裁剪到",
    cropPicture: "图片",
    cropSubject: "主体",
    space: "留白",
    spaceMargin: "边距",
    spaceFill: "占画框比例",
    margin: "边距",
    marginUnit: "边距单位",
    fill: "主体占比",
    aspect: "比例",
    size: "像素尺寸",
    sizeWidth: "宽度（像素）",
    sizeHeight: "高度（像素）",
    dpi: "每英寸像素",
    moveX: "左右移动",
    moveY: "上下移动",
    turn: "旋转",
    turnLeft: "向左旋转",
    turnRight: "向右旋转",
    tilt: "拉直",
    output: "保存为",
    outputOptions: "文件格式和名称",
    format: "格式",
    lossless: "无损",
    quality: "质量",
    smaller: "更小的文件",
    smallerHint: "图片不变、字节更少；写入时间会成倍增加。",
    metadata: "相机信息 (EXIF)",
    metadataNone: "全部移除",
    metadataCamera: "保留，不含地点",
    metadataAll: "保留，含地点",
    credentials: "使用 Content Credentials 签名",
    credentialsHint: "加入一份已签名的处理记录；密钥在这台设备上生成，从不离开设备；用它签名的文件可以被认出来自同一个人。原图自带的也会一并保留。",
    check: "检查文件",
    checkLead: "查看图片的 Content Credentials 写了什么，以及之后是否被改动。文件不会离开这台设备。",
    checkChoose: "选择文件",
    checkDrop: "或拖放到这里",
    checkFile: "要检查的文件",
    checkMeaning: "自制密钥能证明：文件与该密钥签名时一样，指纹相同的文件由同一密钥签名。不能证明：密钥属于谁、何时签名，以及所写内容是否属实。任何人都可以移除这些信息。",
    template: "文件名",
    templateHint: "会替换 {name}, {preset}, {size}, {width}, {height}, {date} 和 {n}（序号）。",
    install: "安装",
    update: "有新版本：刷新",
    about: "关于 Mattebox",
    close: "关闭",
    zoom: "缩放",
    stage: "图片。加号和减号缩放，0 适应窗口，方向键移动。",
    compare: "前后对比：显示原图的比例",
    before: "之前",
    after: "之后",
    draft: "草稿",
    progress: "进度",
    home: "Mattebox，重新开始",
    fileInput: "图片文件",
    folderInput: "图片文件夹",
    mode: "模式",
    modeHint: "查找主体的细致程度",
    aboutPrivacyTitle: "你的图片不会离开这里",
    aboutPrivacy:
      "一切都在这个页面中运行。图片不会发送到任何地方；唯一的网络请求是向本站加载 Mattebox 本身。首次访问之后，断网也能使用。",
    aboutHowTitle: "工作原理",
    aboutHow:
      "小网络先生成草稿，大网络找出主体，然后在原始尺寸上细化边缘，并去除边缘上残留的背景颜色。" +
      "“快速”不使用大网络，“最佳”让它从两个视角查看。主体内部的像素与原图完全一致。查看背景仅供预览，只有在“修饰”中放到主体后面的内容才会一并保存。",
    language: "语言",
    languageLater: "下次打开页面时将切换语言。",
    keysTitle: "键盘快捷键",
    openKeys: "键盘快捷键 (?)",
    models: "自己的网络",
    modelsLead: "有更好的去背景网络？添加它的 ONNX 文件。它只保存在这台设备上，成为单独的模式，离线也能使用。",
    modelsChoose: "选择文件",
    modelsDrop: "或拖放到这里：.onnx 文件，以及外部数据（如果有）",
    modelsFile: "网络的文件",
    modelsTry: "用一张照片试试",
    modelsOurs: "Mattebox 的",
    modelsTheirs: "这个网络",
    modelsCorrect: "手动修正",
    modelsDescriptor: "输入和输出 (JSON)",
    modelsDescriptorHint: "size 是高和宽；divide 是 1、255 或 \"max\"；fit 是 stretch、letterbox-top-left 或 letterbox-centred；kind 是 alpha、logits 或 classes；activation 是 none 或 sigmoid；post 是 none 或 minmax。",
    modelsAdd: "添加这个网络",
    modelsDiscard: "放弃",
    modelsKept: "已添加到这台设备",
    modelsNone: "还没有。",
    tips: "关于这张图片的建议",
    dismissTips: "收起建议",
    aboutCreditsTitle: "示例照片",
    details: "用时",
    aboutStored:
      "批量处理的图片只保存在这台设备上，直到你移除它们，这样关闭标签页后也能继续。",
    clearStored: "移除这台设备上保存的所有图片",
    keptTitle: "保存在这台设备上的内容",
    wipe: "从这台设备移除所有内容",
    wipeTitle: "移除所有内容？",
    wipeWarning: "设置、预设、颜色、批量处理的所有图片及结果、签名密钥和程序本身都会从这台设备上永久移除。屏幕上尚未保存的内容也会丢失；你自己的文件会保留。",
    wipeYes: "全部移除",
    wipeTrouble: "未能全部移除：另一个 Mattebox 标签页正在使用。请关闭其他所有标签页后重试。",
    wipedTitle: "已全部移除",
    wiped: "这台设备上不再保存 Mattebox 的任何内容。请关闭此页面，或重新开始：届时会重新下载程序。",
    startAgain: "重新开始",
    documentation: "文档：使用指南、常见问题、工作原理（英文）",
    licences: "各组成部分的许可证",

    batch: "批量处理",
    batchProgress: "已完成的图片",
    batchCancel: "取消",
    batchAdd: "添加图片",
    batchAddFolder: "添加文件夹",
    batchSettings: "设置",
    batchSettingsHint: "所有图片的设置 (E)",
    batchReview: "审阅",
    batchReviewHint: "逐张查看结果并评判",
    batchSave: "保存 ZIP",
    batchSaveHint: "将所有未弃用的结果保存为一个 ZIP 文件 (Ctrl+S)",
    batchOutputHint: "文件类型和名称",
    batchSaveFolder: "保存到文件夹",
    batchSaveFolderHint: "结果完成后随即写入文件夹",
    batchClear: "清空",
    batchClearHint: "从这台设备移除所有批量图片及其结果",
    batchClearWarning: "副本和结果将从这台设备移除。未保存的内容会丢失；你自己的文件不受影响。",
    batchClearYes: "移除",
    batchClearNo: "保留",
    batchLeave: "离开批量处理；它会等你回来",
    batchList: "图片",
    batchShow: "显示",
    batchAll: "全部",
    batchWaiting: "等待中",
    batchDone: "已完成",
    batchFailed: "失败",
    batchCancelled: "已取消",
    batchRejected: "已弃用",
    storedDiscard: "丢弃",
    review: "审阅",
    reviewStage: "结果。加号和减号缩放，0 适应窗口；左右方向键切换图片。",
    reviewPrevious: "上一张 (←)",
    reviewNext: "下一张 (→)",
    reviewAccept: "采用",
    reviewAcceptKey: "采用 (A)",
    reviewFix: "修正",
    reviewFixKey: "手动修正 (F)",
    reviewReject: "弃用",
    reviewRejectKey: "弃用 (R)",
    reviewClose: "返回所有图片 (Esc)",
  },

  keys: { Control: "Ctrl", Shift: "Shift", Escape: "Esc" },
  shortcuts: {
    paste: "粘贴图片",
    choose: "选择图片",
    save: "保存图片",
    copy: "复制 PNG",
    fixes: "手动修正：画笔、套索、主体",
    smaller: "缩小画笔",
    larger: "放大画笔",
    restore: "恢复",
    erase: "擦除",
    edges: "调整边缘",
    undo: "撤销",
    redo: "重做",
    zoomIn: "放大",
    zoomOut: "缩小",
    zoomFit: "适应窗口",
    actualSize: "实际大小",
    cancel: "取消，或关闭打开的内容",
    help: "显示这些快捷键",
  },
  gestures: [
    ["滚轮或双指捏合", "缩放"],
    ["双击", "实际大小，或适应窗口"],
    ["拖动抠图结果", "放入文件夹或其他程序"],
    ["Alt 加滚轮", "画笔大小"],
    ["方向键、空格键", "移动画笔，开始和结束一笔"],
  ],

  firstVisit: (bytes) => `首次访问需下载 ${fileSize(bytes)}，仅此一次，之后一切都在你的设备上运行：图片绝不会离开设备。`,
  offlineReady: "图片绝不会离开这台设备，断网时也能使用全部功能。",
  notKept: {
    changed: "Mattebox 可以使用，但无法保留在此设备上：文件在途中被更改，可能是代理、过滤器或扩展程序所致。每次访问都需要网络；换一个网络可能有用。",
    full: "Mattebox 可以使用，但此设备没有空间保留它：每次访问都需要网络。请释放磁盘空间，然后重新加载页面。",
    denied: "Mattebox 可以使用，但此浏览器不保留任何内容，可能是因为 Cookie 或网站数据被阻止，或者这是隐私窗口：每次访问都要重新下载，设置和图片也不会保留。",
  },

  phases,
  progress(progress) {
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download} ${percent(progress.fraction)}`;
    }
    return progress.phase === "download" ? "正在准备" : phases[progress.phase];
  },
  elapsed: (seconds) => `${whole.format(seconds)} 秒`,

  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "之前的抠图仍在。",
  retry: "重试",
  chooseAnother: "换一个文件",
  bringBack: "恢复",
  startedOver: "已重新开始。上一张抠图没有保存。",
  setbacks: {
    afresh: "浏览器停止了处理，可能是内存不足。正在重新处理。",
    sparing: "内存不足，Mattebox 将以较少的资源继续：每次一张图片，单线程，用时更长。重新加载页面后会恢复原来的方式。",
  },

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "没有找到主体，因此没有去除任何内容；其余均按你的选择处理。如果主体很小，请裁剪得更近一些再试。";
      case "scaled":
        return `图片有 ${values.from} 百万像素；为适应内存，已缩小到 ${values.to} 百万像素。`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "这是动态图片；已抠出第一帧。";
      case "one-of-many":
        return `文件中有 ${values.count} 张图片；只抠出了第一张。`;
      case "raw-preview":
        return "这是相机的 RAW 文件；抠出的是其中的预览图。如需完整画质，请用照片应用导出为 JPEG 或 TIFF，然后选择导出的文件。";
      case "hdr":
        return "这是 HDR 图片；最亮的部分已压暗。";
      case "already-transparent":
        return "图片本来就有透明部分，已予保留。";
      case "already-cut":
        return "图片已经抠好，因此没有再去除其他内容。还要去掉的部分可以在“修正”中擦除。";
      case "has-credentials":
        return "图片带有 Content Credentials。只有在“保存为”的选项中选择“使用 Content Credentials 签名”，文件才会继续携带它们。";
      case "made-by-ai":
        return "图片自述由生成式 AI 制作或编辑。除非你签名或另行注明，否则其他文件不会说明这一点。";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} 没有被使用。` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]}已改用 Mattebox 的网络。`;
      default:
        return String(code);
    }
  },
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `图片较小：短边只有 ${whole.format(values.side)} 像素。低于 ${whole.format(values.least)} 像素时，头发等细边缘会显得粗糙。如果这是来自聊天或网页的副本，请使用原图。`;
      case "jpeg-blocks":
        return "图片的 JPEG 压缩很强，边缘处能看到方块。请使用原图，或由原图以更高质量重新保存。";
      case "low-contrast":
        return "部分边缘处，主体与背景看起来很接近，请仔细检查。换用颜色不同的纯色背景拍摄，抠图会更干净。";
      case "cut-by-frame":
        return `主体在画面${sides(values.sides)}边被截断，因此抠图在那里是一条直线。请使用主体四周留有空间的图片，或将这一边贴着版面边缘摆放。`;
      default:
        return String(code);
    }
  },
  tips: (count) => `${whole.format(count)} 条建议`,

  nothingToOpen: "其中没有图片文件。请先保存图片，再拖放或选择该文件。",
  sampleFailed: "示例照片未能加载。请检查网络连接后重试。",

  modes,
  modeTime: about,
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "在不对的地方大致涂抹，附近的边缘会自动找到。",
    hard: "按你所画的原样采用。",
    pick: "点击主体可将其去除或恢复。对遗漏的主体，点击它或画框圈住它。",
  },
  subjectsFound: (count) => `找到 ${whole.format(count)} 个主体。点击可将其去除或恢复。对遗漏的主体，点击它或画框圈住它。`,
  brushSize: (px) => `${whole.format(px)} px`,
  share: percent,
  edgeHints: {
    auto: "为边缘的每一处选择最合适的方式。",
    clean: "清晰的轮廓，适合商品。",
    soft: "保持图片本身的柔和程度。",
    hair: "保留发丝、毛皮和绒毛。",
  },
  edgeSliders: {
    shift: {
      does: "将边缘向外或向内移动",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `向${px > 0 ? "外" : "内"} ${pixels(Math.abs(px))}` : pixels(0)),
    },
    feather: { does: "使边缘模糊", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "使边缘变硬", written: percent, spoken: percent },
    decontaminate: { does: "去除边缘上残留的背景颜色", written: percent, spoken: percent },
  },

  finishUnits: {
    percent: { written: percent, spoken: percent },
    permille: { written: tenthPercent, spoken: tenthPercent },
    degrees: {
      written: (angle) => `${upToTenth.format(angle)}°`,
      spoken: (angle) => `${upToTenth.format(angle)} 度`,
    },
  },
  presets: {
    cutout: "抠图",
    marketplace: "电商白底",
    square: "社交媒体，方形",
    portrait: "社交媒体，竖版",
    story: "社交媒体，快拍",
    identity: "证件照 35 × 45 毫米",
    sticker: "贴纸",
  },
  presetOfOnesOwn: "自定义设置",
  recentColours: (name) => `${name}：最近使用的颜色`,
  eyedropper: (name) => `${name}：从屏幕取色`,
  aspectFree: "自由",
  noGround: "尚未选择。",
  groundUnreadable: "此浏览器无法将该文件作为图片读取。请为背景另选一个。",
  recipeName: "mattebox-设置.json",
  /** @param {string} name */
  recipeTaken: (name) => `已采用 ${name} 中的设置。`,
  /** @param {string} field */
  noRecipe: (field) => `该文件中没有 Mattebox 的设置（${field}）。请选择由它保存的 .json 文件。`,

  formats: {
    png: { name: "PNG", short: "PNG", hint: "无损、透明。最适合继续编辑。" },
    png8: { name: "PNG，256 色", short: "PNG", hint: "文件小，适合图画和贴纸；照片会损失颜色。" },
    webp: { name: "WebP", short: "WebP", hint: "小而透明，适合网页。" },
    jpeg: { name: "JPEG", short: "JPEG", hint: "小巧且通用。透明部分会变成白色。" },
    mask: { name: "仅蒙版 (PNG)", short: "蒙版", hint: "以灰度图表示透明度：白色是主体。" },
    tiff: { name: "TIFF 含蒙版", short: "TIFF", hint: "无损，适合印刷：图片与蒙版分为两页。" },
  },
  quality: { written: whole.format, spoken: whole.format },
  saveAs: (format) => `保存 ${format}`,
  templateExample: (name) => `这张图片的文件名：${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `正在检查 ${name}`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} 没有 Content Credentials。这并不说明图片有问题：大多数图片都没有，而且很容易被移除。`,
      unchanged: (name) => `${name} 自签名以来没有改动。`,
      changed: (name) => `${name} 在签名后被改动过：它对自身的说明不可信。`,
      doubtful: (name) => `${name} 自签名以来没有改动，但签名者的证书已过期或无效。`,
      remote: (name) => `${name} 的 Content Credentials 存放在服务器上，Mattebox 不会去查询。请用会查询的程序检查。`,
      unreadable: (name) => `无法检查 ${name}：文件已损坏，或这种文件没有 Content Credentials。请选择 PNG、JPEG、WebP 或 TIFF 等图片。`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "签名者",
      print: "密钥指纹",
      stamped: "时间戳",
      sources: "来源类型（IPTC）",
      deeds: "所做的处理",
      generator: "程序",
    },
    own: "这台设备的密钥",
    another: "不是这台设备的密钥",
    /** @param {string} name */
    named: (name) => `不是这台设备的密钥；其证书写着“${name}”，此处未经核实`,
    unknown: "无法读取签名者的密钥",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "由算法修改，没有生成内容",
      humanEdits: "手工编辑",
      composite: "由多张图片合成",
      compositeCapture: "由多张照片合成",
      digitalCapture: "由数码相机拍摄",
      digitalCreation: "在电脑上手工制作",
      trainedAlgorithmicMedia: "由生成式 AI 创建",
      compositeWithTrainedAlgorithmicMedia: "由生成式 AI 编辑",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "由神经网络移除背景",
      corrected: "手工修正抠图",
      colour: "在主体后放置纯色或渐变",
      picture: "在主体后放置另一张图片",
      blur: "背景虚化",
      effects: "添加阴影、描边或光线",
      framed: "裁剪、缩放或旋转",
      mask: "仅保存蒙版",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "来自另一张图片",
      "c2pa.created": "新建",
      "c2pa.edited": "编辑",
      "c2pa.cropped": "裁剪",
      "c2pa.resized": "缩放",
      "c2pa.converted": "转换为另一种文件",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when}（以签名者的时钟为准）`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `这台设备的密钥指纹是 ${print}。` : "这台设备还没有生成密钥。"),
  },

  waiting: "请稍候…",
  saved: "已保存",
  copied: "已复制",
  savedAs: (name) => `已保存为 ${name}`,
  copiedStatus: "已作为 PNG 复制到剪贴板",
  draggedAs: (name) => `已拖出为 ${name}`,
  copyUnsupported: "此浏览器无法将图片放入剪贴板。请改为保存 PNG。",
  copyFailed: "浏览器不允许复制。请点击页面后重试，或改为保存 PNG。",

  originalOf: (name) => `原图：${name}`,
  cutoutOf: (name) => `抠图：${name}`,
  compareValue: (share) => `原图 ${percent(share)}`,
  zoom: percent,
  samples: { Portrait: "人像", Product: "商品" },
  sample: (title) => `示例照片：${title}`,
  credit: (title, credit) => `${title}：${credit}`,
  pasted: "粘贴的图片",

  status: {
    ready: (info) => `就绪 · ${device(info)} · ${info.model}`,
    working: (name) => `正在处理 ${name}`,
    draft: "当前显示的是草稿，精细结果即将完成。",
    done: (info, ms, width, height, bytes) =>
      `用时 ${tenth.format(ms / 1000)} 秒 · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    doneSpoken: "抠图已完成。",
    editedSpoken: "抠图已更新。",
    cancelled: "已取消",
    notSaved: "没有保存任何内容。",
    edited: (ms, width, height, bytes) =>
      `已更新，用时 ${tenth.format(ms / 1000)} 秒 · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "抠图保持之前的样子。",
    modeDropped: "抠图保持之前的样子。",
  },
  fallback: (info) => (info.fallback ? `未使用 GPU：${info.fallback}` : ""),
  stages: {
    decode: "读取",
    cut: "抠图合计",
    preview: "预览",
    finish: "修饰",
    encode: "写入文件",
    draft_inference: "小网络",
    draft_matte: "草稿",
    inference: "大网络",
    py_tensor: "为网络缩小图片",
    py_fuse: "选择主体",
    py_band: "细化边缘",
    py_foreground: "边缘颜色",
    py_compose: "合成",
    py_advice: "建议",
    total: "总计",
  },
  milliseconds: (ms) => `${whole.format(ms)} 毫秒`,
  models: {
    troubles,
    reading: (share) => `正在读取网络：${percent(share)}`,
    starting: "正在准备",
    facts: { origin: "种类", licence: "许可证", input: "接收的图片", size: "大小", memory: "内存", where: "运行于" },
    known: "已识别",
    guessed: "未识别：输入和输出是猜测的，会用一张照片来试",
    noLicence: "没有说明。请确认您可以使用它。",
    input: (size) => (size ? `${size[1]} × ${size[0]} 像素` : "宽和高随图片而定"),
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)}；为了放得下，改写了 ${whole.format(rewritten)} 个可变形卷积` : fileSize(bytes),
    memory: (needed, device) =>
      device ? `最多约 ${fileSize(needed)}；这台设备至少有 ${fileSize(device)}` : `最多约 ${fileSize(needed)}`,
    tooMuch: (most) => `超过了页面在这里能用的 ${fileSize(most)}，很可能会失败。`,
    where: "处理器 (CPU)；显卡不支持它的全部算子",
    trying: (at, of) => (of > 1 ? `正在用照片试：第 ${whole.format(at)} 个猜测，共 ${whole.format(of)} 个` : "正在用照片试"),
    tried: (ms) => `这张照片用了 ${tenth.format(ms / 1000)} 秒。请比较两者，然后添加或放弃。`,
    ready: (title) => `已读取 ${title}。请查看许可证，然后试用。`,
    added: (title) => `已添加 ${title}，现在可以在模式中选择。`,
    removed: (title) => `已从这台设备删除 ${title}。`,
    use: "使用",
    remove: "删除",
    keep: "保留",
    removeAsk: (title) => `从这台设备删除 ${title}？`,
    action: (what, title) => `${title}：${what}`,
  },

  kept: {
    refused: "未能全部删除：浏览器拒绝了。请在浏览器设置中删除此网站的数据。",
    kinds: {
      settings: "设置",
      presets: "自己的预设",
      colours: "最近使用的颜色",
      originals: "批量处理的图片",
      results: "批量处理的结果",
      key: "签名密钥",
      program: "程序和网络",
      networks: "自己的网络",
    },
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "等待中", cancelled: "已取消" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "已完成" : "没有找到主体";
    },
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    actions: { remove: "移除", cancel: "取消", retry: "重试", save: "保存" },
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    count: (count) => whole.format(count),
    progress: (done, all, failed) =>
      [`已完成 ${whole.format(done)} / ${whole.format(all)}`, failed ? `${whole.format(failed)} 张失败` : ""].filter(Boolean).join(" · "),
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `正在将 ${pictures(arriving)}复制到这台设备`;
      if (pausing) return "正在暂停：先完成正在处理的图片";
      if (paused) return "已暂停";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "暂停",
    resume: "继续",
    retry: (count) => `重试 ${pictures(count)}`,
    redo: (count) => `对 ${whole.format(count)} 张已完成的图片应用新设置`,
    remove: (count) => (count === 1 ? "移除这张图片" : `移除这 ${pictures(count)}`),
    removeAsk: (count) => (count === null ? "移除整个批量处理？" : `从批量处理中移除 ${pictures(count)}？`),
    into: (folder) => `结果写入文件夹“${folder}”`,
    pill: (done, all) => `批量处理：${whole.format(done)} / ${whole.format(all)}`,
    backFromFix: "返回批量处理",
    ownSettings: "这张图片现在有自己的设置；其他图片保持不变。",
    useForAll: "用于全部",
    added: (count) => `已将 ${pictures(count)}添加到批量处理。`,
    finished: (done, failed) => `批量处理已完成：成功 ${pictures(done)}，失败 ${whole.format(failed)} 张。`,
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `已略过 ${whole.format(skipped.length)} 个非图片文件：${few(skipped)}。`,
        unreadable.length && `有 ${whole.format(unreadable.length)} 个文件或文件夹无法读取：${few(unreadable)}。请复制到其他文件夹，再从那里添加。`,
      ]
        .filter(Boolean)
        .join(""),
    noPictures(skipped, unreadable) {
      return `其中没有可以打开的图片。${this.leftOut(skipped, unreadable)}`;
    },
    noRoom: (count, needed, free) =>
      `${pictures(count)}及其结果约需 ${fileSize(needed)}，但浏览器称为此页面只剩 ${fileSize(free)}。` +
      "请保存并清空已完成的内容，释放磁盘空间，或每次少放一些图片。有些浏览器报告的空间少于实际空间：这时可以仍然尝试。",
    takeSome: (count) => `只取前 ${pictures(count)}`,
    tryAnyway: "仍然尝试",
    full: (lost) =>
      (lost
        ? `浏览器存储空间已满：有 ${pictures(lost)}未能加入。`
        : "浏览器存储空间已满，批量处理已暂停；没有丢失任何内容。") +
      "请保存已完成的内容并将其移除，或释放磁盘空间。",
    folderLost: "已无法写入该文件夹。请用“保存到文件夹”重新选择；结果仍保留在这里。",
    unwritten: (names) => `有 ${whole.format(names.length)} 个文件无法写入文件夹：${few(names)}。请关闭可能打开了这些文件的其他程序，再用“保存到文件夹”重新选择该文件夹。`,
    elsewhere: "另一个标签页正在进行批量处理。请在那里继续，或关闭它后重试。",
    storageLost: "浏览器清除了已存储的内容，因此批量处理已停止。请先保存还能保存的内容，然后清空批量并重新添加图片；你自己的文件没有变动。",
    notKept: "此浏览器不允许 Mattebox 存储任何内容，可能是因为 Cookie 或网站数据被阻止，或者这是隐私窗口。批量处理可以使用，但会随此标签页一起结束：请在关闭前保存结果。",
    notCleared: "无法删除已存储的图片：浏览器不允许访问其存储空间。请在浏览器设置中删除此网站的数据。",
    stored: (all, waiting) =>
      waiting
        ? `这台设备上保存着 ${pictures(all)}的批量处理；还有 ${whole.format(waiting)} 张待处理。`
        : `这台设备上保存着已完成的批量处理，共 ${pictures(all)}。`,
    goOn: (waiting) => (waiting ? `继续处理 ${pictures(waiting)}` : "打开"),
    cleared: "这台设备上保存的所有图片均已移除。",
    zipping: (count, all) => `正在写入 ZIP：${whole.format(count)} / ${whole.format(all)}`,
    zipFailed: "ZIP 未能写入。磁盘可能已满：请释放空间后再次保存。",
    notInZip: (names) => `有 ${whole.format(names.length)} 个结果已被浏览器丢失，未写入 ZIP：${few(names)}。请将这些图片从批量处理中移除后重新添加。`,
    place: (at, all, verdict, notices) =>
      [`${whole.format(at)} / ${whole.format(all)}`, notices.includes("no-subject") ? "没有找到主体" : "", verdict ? verdicts[verdict] : ""]
        .filter(Boolean)
        .join(" · "),
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "这是最后一张图片。",
  },

  title: (name) => (name ? `${name} · Mattebox` : "Mattebox：在自己的设备上去除背景"),
};
