/**
 * Every sentence that the page shows, in Japanese.
 *
 * @import { Credentials, EngineInfo, NoticeCode, Side, Step } from "../../engine/index.js"
 * @import { Messages } from "./en.js"
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, percent, tenthPercent, fileSize, moment, few } = format("ja");

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} ピクセル`;

/** @param {EngineInfo} info */
const device = (info) => (info.device === "webgpu" ? "GPU" : `CPU（${info.threads} スレッド）`);

/** @type {Record<string, { title: string, advice: string }> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "キャンセルしました。", advice: "何も変更していません。" },
  empty: { title: "このファイルは空です。", advice: "コピーやダウンロードが途中で終わった可能性があります。別のファイルを選んでください。" },
  unreadable: {
    title: "このファイルを画像として読み込めませんでした。",
    advice: "壊れているか、このブラウザーが対応していない形式です。ほかのアプリで JPEG か PNG として保存し、もう一度お試しください。",
  },
  raw: {
    title: "カメラの RAW ファイルです。",
    advice: "完成した画像が入っていません。カメラ付属のソフトか写真アプリで JPEG か TIFF に書き出し、それを選んでください。",
  },
  "too-large": {
    title: "この画像はこのブラウザーには大きすぎます。",
    advice: "縦横を半分にするなど、小さくしたコピーを保存してお試しください。",
  },
  "too-long": {
    title: "この形式のファイルには、これほど幅や高さのある画像を保存できません。",
    advice: "一辺の上限は WebP が 16,383 px、JPEG が 65,500 px です。「保存形式」で PNG か TIFF を選ぶか、枠を小さくしてください。",
  },
  "canvas-noise": {
    title: "このブラウザーは、ページが読み取るピクセルを変化させます。",
    advice: "フィンガープリント対策の働きですが、この形式の画像はブラウザーでしか読み取れません。Mattebox が自分で読み取れる JPEG か PNG として保存するか、このサイトに canvas データの読み取りを許可してください。",
  },
  "no-heif": {
    title: "HEIC 画像を読み取る部分がまだこの端末にありません。",
    advice: "ネットワークに接続して、もう一度お試しください。ダウンロードは一度だけで、その後はオフラインでも使えます。または、別のプログラムで JPEG として保存してください。",
  },
  network: {
    title: "Mattebox の一部をダウンロードできませんでした。",
    advice: "接続を確認して、もう一度お試しください。ダウンロード済みの分は残っています。",
  },
  "corrupt-download": {
    title: "ダウンロードしたデータが壊れていました。",
    advice: "もう一度お試しください。新しく取得し直します。それでも直らない場合は、途中のプロキシやフィルターがファイルを書き換えている可能性があります。",
  },
  memory: {
    title: "この画像を処理するメモリが足りませんでした。",
    advice: "ほかのタブやアプリを閉じてもう一度試すか、小さくした画像をお使いください。",
  },
  "worker-died": {
    title: "ブラウザーが処理を途中で止めました。",
    advice: "多くの場合、メモリ不足が原因です。ほかのタブを閉じてもう一度試すか、小さくした画像をお使いください。",
  },
  "no-start": {
    title: "Mattebox の一部が起動しませんでした。",
    advice: "ダウンロードはできましたが、端末の負荷が高いかディスクが遅いか、ページがワーカーを起動できないようになっています。ほかのプログラムを閉じて、もう一度お試しください。",
  },
  gone: {
    title: "このファイルにはもうアクセスできません。",
    advice: "移動、名前の変更、書き換え、削除が行われたか、接続されていないドライブやクラウドにあります。もう一度選んでください。",
  },
  "unsupported-browser": {
    title: "このブラウザーでは Mattebox を使えません。",
    advice: "Chrome、Edge、Firefox、Safari の最新版をお使いください。",
  },
  outdated: {
    title: "Mattebox の新しいバージョンがあります。",
    advice: "表示中の切り抜きを保存してから、ページを再読み込みしてください。一括処理は保存されていて、そのあと続けられます。",
  },
  "no-key": {
    title: "このブラウザーには署名の鍵を保存できません。",
    advice: "プライベートウィンドウかもしれません。通常のウィンドウで開くか、Content Credentials なしで保存してください。",
  },
  "unusable-network": {
    title: "このネットワークは使えません。",
    advice: "何も変更されていません。別のファイルを選ぶか、「自分のネットワーク」で必要なものを確認してください。",
  },
  internal: {
    title: "Mattebox の内部で問題が発生しました。",
    advice: "もう一度お試しください。この画像で毎回起こる場合は、お知らせください。",
  },
};

const phases = {
  download: "読み込み中",
  start: "起動中",
  decode: "画像を読み込んでいます",
  draft: "下書きを作成しています",
  segment: "被写体を探しています",
  matte: "輪郭を整えています",
  finish: "仕上げています",
  encode: "ファイルを書き出しています",
  smaller: "ファイルを小さくしています",
};

const modes = { fast: "高速", standard: "標準", best: "高品質" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "1 秒未満" : `約 ${whole.format(ms / 1000)} 秒`);

const where = { top: "上", right: "右", bottom: "下", left: "左" };

/** @param {Side[]} cut */
const sides = (cut) => cut.map((side) => where[side]).join("・");

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} 枚`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "残り 1 分未満";
  if (minutes < 90) return `残り約 ${whole.format(minutes)} 分`;
  return `残り約 ${upToTenth.format(minutes / 60)} 時間`;
}

const verdicts = { accepted: "採用", rejected: "不採用" };

const lighter =
  "メモリが不足したため、小さいネットワークで被写体を探しました。より細かく切り抜くには、ほかのタブを閉じ、ページを再読み込みして画像をもう一度開いてください。";

const shortened =
  "元の画像のカメラ情報はこの形式に収まらないため、最も長い項目を省きました。PNG、WebP、TIFF ならすべて残ります。";

const unshrunk =
  "ファイルを小さくできなかったため、通常の大きさです。メモリが足りなかったか、初回にネットワークにつながっていなかった可能性があります。";

const troubles = {
  file: "ONNX のネットワークではないか、壊れています。最後までコピーされた .onnx ファイルを選んでください。",
  data: "ネットワークの一部が入った別のファイルがないか、途中で切れています。.onnx ファイルと一緒にすべて選んでください。",
  input: "3 チャンネルの画像を 1 枚受け取るネットワークではありません。背景を取り除くものを選んでください。",
  answer: "ネットワークの答えがマスクではありません。「手で直す」で別の出力を選ぶか、別のネットワークを使ってください。",
  numbers: "ネットワークの答えが数値ではありません（NaN）。単精度（fp32）のファイルなら動くかもしれません。",
  memory: "ネットワークに必要なメモリが足りません。ほかのタブを閉じるか、より小さいもの、または半精度のものを使ってください。",
  time: "5 分たっても答えがなかったため、ネットワークを止めました。",
  failed: "このページの実行環境がネットワークを受け付けませんでした。ウェブ向けに書き出されたものなら動くかもしれません。",
  gone: "ネットワークはもうこの端末にありません。「自分のネットワーク」でもう一度追加してください。",
  descriptor: "記述が正しくありません。示された箇所を直して、もう一度試してください。",
  large: "ブラウザーで動かせる大きさ（最大 1.5 GB）を超えています。コマンド「mattebox models add」にはこの制限がありません。",
  storage: "このブラウザーでは Mattebox がファイルを保存できません。プライベートウィンドウか、サイトデータが禁止されているのかもしれません。何も追加されていません。",
  full: "この端末に空きがありません。空きを作ってから、もう一度ファイルを選んでください。",
};

const replaced = "自分のネットワークは使えなかったため、Mattebox のものを使いました。";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

/** @type {Messages} */
export const messages = {
  direction: "ltr",

  labels: {
    tagline: "画像をドロップ。被写体だけを残す。",
    lead: "Mattebox は、お使いの端末の中で背景を取り除きます。元のサイズのまま、登録もアップロードも不要です。",
    choose: "画像を選ぶ",
    chooseFolder: "またはフォルダーごと",
    orDrop: "または、ドロップするか 1 枚貼り付け",
    samples: "手元に画像がなければ、こちらをどうぞ。",
    dropHere: "ドロップすると切り抜きます",
    cancel: "キャンセル",
    cancelKey: "キャンセル（Esc）",
    viewOn: "表示の背景",
    checker: "市松模様",
    white: "白",
    black: "黒",
    colour: "好きな色",
    pickColour: "表示の背景色を選ぶ",
    zoomOut: "縮小（−）",
    zoomIn: "拡大（+）",
    zoomFit: "ウィンドウに合わせる（0）",
    newPicture: "別の画像",
    startOver: "最初に戻る",
    copy: "コピー",
    copyKey: "PNG としてコピー（Ctrl+C）",
    edit: "編集",
    editKey: "切り抜きを編集（E）",
    edges: "輪郭",
    fixes: "修正",
    fixTool: "ツール",
    fixBrush: "ブラシ",
    fixLasso: "投げ縄",
    fixPick: "被写体",
    fixEffect: "はたらき",
    fixRestore: "復元",
    fixErase: "消去",
    brushSize: "サイズ",
    brushHard: "そのまま塗る",
    brushSoftness: "ぼかし幅",
    brushLoupe: "ルーペ",
    fillHoles: "穴をふさぐ",
    removeSpecks: "ごみを取る",
    edgeKind: "輪郭の種類",
    edgeAuto: "自動",
    edgeClean: "くっきり",
    edgeSoft: "やわらか",
    edgeHair: "髪の毛",
    edgeShift: "位置",
    edgeFeather: "ぼかし",
    edgeContrast: "コントラスト",
    edgeColour: "色かぶり除去",
    undo: "元に戻す（Ctrl+Z）",
    redo: "やり直す（Ctrl+Shift+Z）",
    reset: "リセット",
    saveKey: "画像を保存（Ctrl+S）",
    finish: "仕上げ",
    preset: "プリセット",
    keepPreset: "この設定をプリセットとして残す",
    dropPreset: "このプリセットを削除",
    saveRecipe: "すべての設定をファイルに保存",
    openRecipe: "設定のファイルを開く",
    presetName: "名前",
    keep: "残す",
    background: "背景",
    groundNone: "なし",
    groundColour: "色",
    groundGradient: "グラデーション",
    groundPicture: "画像",
    groundBlur: "ぼかし",
    colourOfGround: "色",
    gradientEnd: "2 つ目の色",
    angle: "方向",
    chooseGround: "背景を選ぶ",
    fit: "合わせ方",
    fitCover: "枠いっぱい",
    fitContain: "全体を表示",
    positionX: "左右の位置",
    positionY: "上下の位置",
    blur: "ぼかし",
    match: "光を合わせる",
    shadow: "影",
    shadowOpacity: "落ち影",
    shadowAngle: "方向",
    shadowDistance: "距離",
    shadowSoftness: "やわらかさ",
    shadowColour: "影の色",
    contactOpacity: "接地の影",
    contactSoftness: "接地の影のやわらかさ",
    outline: "縁取り",
    outlineWidth: "幅",
    outlineColour: "縁取りの色",
    frame: "枠",
    crop: "切り出す範囲",
    cropPicture: "画像",
    cropSubject: "被写体",
    space: "余白",
    spaceMargin: "余白",
    spaceFill: "枠に占める割合",
    margin: "余白",
    marginUnit: "余白の単位",
    fill: "被写体の割合",
    aspect: "縦横比",
    size: "サイズ（ピクセル）",
    sizeWidth: "幅（ピクセル）",
    sizeHeight: "高さ（ピクセル）",
    dpi: "1 インチあたりの画素数",
    moveX: "左右に移動",
    moveY: "上下に移動",
    turn: "回転",
    turnLeft: "左に回転",
    turnRight: "右に回転",
    tilt: "傾きを直す",
    output: "保存形式",
    outputOptions: "ファイルの形式と名前",
    format: "形式",
    lossless: "可逆圧縮",
    quality: "品質",
    smaller: "ファイルを小さくする",
    smallerHint: "画像はそのままで容量を減らします。書き出しに何倍も時間がかかります。",
    metadata: "カメラの情報（EXIF）",
    metadataNone: "すべて削除",
    metadataCamera: "場所以外を残す",
    metadataAll: "場所も残す",
    credentials: "Content Credentials で署名する",
    credentialsHint: "ここで行った処理の署名付きの記録を加えます。鍵はこの端末で作られ、外に出ることはありません。同じ鍵で署名したファイルは、同じ人のものだと分かります。元の画像のものも引き継がれます。",
    check: "ファイルを確認",
    checkLead: "画像の Content Credentials の内容と、その後に変更されたかどうかを確認します。ファイルはこの端末から出ません。",
    checkChoose: "ファイルを選ぶ",
    checkDrop: "またはここにドロップ",
    checkFile: "確認するファイル",
    checkMeaning:
      "自分で作った鍵で証明できるのは、ファイルがその鍵で署名されたときのままであることと、同じフィンガープリントのファイルが同じ鍵で署名されたことです。鍵が誰のものか、いつ署名したか、記録が事実かどうかは証明できません。記録は誰でも取り除けます。",
    template: "ファイル名",
    templateHint: "{name}, {preset}, {size}, {width}, {height}, {date}、{n}（連番）が置き換わります。",
    install: "インストール",
    update: "新しい版に更新",
    about: "Mattebox について",
    close: "閉じる",
    zoom: "表示倍率",
    stage: "画像。プラスとマイナスで拡大・縮小、0 で全体表示、矢印キーで移動します。",
    compare: "前後の比較：元の画像を表示する割合",
    before: "前",
    after: "後",
    draft: "下書き",
    progress: "進み具合",
    home: "Mattebox、最初に戻る",
    fileInput: "画像ファイル",
    folderInput: "画像のフォルダー",
    mode: "モード",
    modeHint: "被写体をどれだけ丁寧に探すか",
    aboutPrivacyTitle: "画像は外に出ません",
    aboutPrivacy:
      "すべてこのページの中で動きます。画像がどこかに送られることはなく、通信は Mattebox 本体を読み込むための、" +
      "このサイトへのものだけです。一度開けば、その後はオフラインでも使えます。",
    aboutHowTitle: "しくみ",
    aboutHow:
      "小さなネットワークが下書きを作り、大きなネットワークが被写体を見つけます。続いて元のサイズで輪郭を整え、" +
      "背景の色かぶりを取り除きます。「高速」は大きなネットワークを使わず、「高品質」は 2 通りの見方で調べます。" +
      "被写体の内側の画素は元のままです。表示の背景は見るためのもので、「仕上げ」で被写体の後ろに置いたものだけが一緒に保存されます。",
    language: "言語",
    languageLater: "次にページを開いたときに言語が切り替わります。",
    keysTitle: "キーボードショートカット",
    openKeys: "キーボードショートカット（?）",
    models: "自分のネットワーク",
    modelsLead: "背景を取り除くもっと良いネットワークをお持ちですか。ONNX ファイルを追加すると、この端末だけに保存され、独立したモードになり、オフラインでも使えます。",
    modelsChoose: "ファイルを選ぶ",
    modelsDrop: "またはここにドロップ：.onnx ファイルと、あれば外部データ",
    modelsFile: "ネットワークのファイル",
    modelsTry: "写真で試す",
    modelsOurs: "Mattebox のもの",
    modelsTheirs: "このネットワーク",
    modelsCorrect: "手で直す",
    modelsDescriptor: "入力と出力（JSON）",
    modelsDescriptorHint: "size は高さと幅、divide は 1、255、\"max\"、fit は stretch、letterbox-top-left、letterbox-centred、kind は alpha、logits、classes、activation は none、sigmoid、post は none、minmax です。",
    modelsAdd: "このネットワークを追加",
    modelsDiscard: "やめる",
    modelsKept: "この端末に追加したもの",
    modelsNone: "まだありません。",
    tips: "この画像へのヒント",
    dismissTips: "ヒントを閉じる",
    aboutCreditsTitle: "サンプル写真",
    details: "処理時間",
    aboutStored:
      "一括処理の画像は、タブを閉じても続けられるよう、取り除くまでこの端末の中だけに保存されます。",
    clearStored: "この端末に保存された画像をすべて削除",
    keptTitle: "この端末に保存されているもの",
    wipe: "この端末からすべて削除",
    wipeTitle: "すべて削除しますか？",
    wipeWarning: "設定、プリセット、色、一括処理のすべての画像と結果、署名鍵、プログラム本体がこの端末から完全に削除されます。画面に表示中でまだ保存していないものも失われます。お手元のファイルはそのまま残ります。",
    wipeYes: "すべて削除",
    wipeTrouble: "一部を削除できませんでした。Mattebox の別のタブが使用中です。ほかのタブをすべて閉じて、もう一度お試しください。",
    wipedTitle: "すべて削除しました",
    wiped: "この端末には Mattebox のものは何も残っていません。このページを閉じるか、はじめからやり直してください。その場合、プログラムがもう一度ダウンロードされます。",
    startAgain: "はじめからやり直す",
    documentation: "ドキュメント：使い方、よくある質問、しくみ（英語）",
    licences: "すべての構成要素のライセンス",

    batch: "一括処理",
    batchProgress: "一括処理の完了した画像",
    batchCancel: "キャンセル",
    batchAdd: "画像を追加",
    batchAddFolder: "フォルダーを追加",
    batchSettings: "設定",
    batchSettingsHint: "すべての画像の設定（E）",
    batchReview: "確認",
    batchReviewHint: "結果を見て採否を決める",
    batchSave: "ZIP を保存",
    batchSaveHint: "不採用以外の結果を 1 つの ZIP ファイルに保存（Ctrl+S）",
    batchOutputHint: "ファイルの種類と名前",
    batchSaveFolder: "フォルダーに保存",
    batchSaveFolderHint: "できた結果から順にフォルダーへ書き込む",
    batchClear: "クリア",
    batchClearHint: "一括処理の画像と結果をすべてこの端末から削除",
    batchClearWarning: "コピーと結果がこの端末から削除されます。保存していないものは失われますが、元のファイルは残ります。",
    batchClearYes: "削除",
    batchClearNo: "残す",
    batchLeave: "一括処理を離れる（戻るまで待ちます）",
    batchList: "画像",
    batchShow: "表示",
    batchAll: "すべて",
    batchWaiting: "待機中",
    batchDone: "完了",
    batchFailed: "失敗",
    batchCancelled: "キャンセル",
    batchRejected: "不採用",
    storedDiscard: "破棄",
    review: "確認",
    reviewStage: "結果。プラスとマイナスで拡大・縮小、0 で全体表示、左右の矢印キーで別の画像に移ります。",
    reviewPrevious: "前の画像（←）",
    reviewNext: "次の画像（→）",
    reviewAccept: "採用",
    reviewAcceptKey: "採用（A）",
    reviewFix: "修正",
    reviewFixKey: "手で修正（F）",
    reviewReject: "不採用",
    reviewRejectKey: "不採用（R）",
    reviewClose: "すべての画像に戻る（Esc）",
  },

  keys: { Control: "Ctrl", Shift: "Shift", Escape: "Esc" },
  shortcuts: {
    paste: "画像を貼り付ける",
    choose: "画像を選ぶ",
    save: "画像を保存",
    copy: "PNG をコピー",
    fixes: "手で修正（ブラシ、投げ縄、被写体）",
    smaller: "ブラシを小さく",
    larger: "ブラシを大きく",
    restore: "復元",
    erase: "消去",
    edges: "輪郭を調整",
    undo: "元に戻す",
    redo: "やり直す",
    zoomIn: "拡大",
    zoomOut: "縮小",
    zoomFit: "ウィンドウに合わせる",
    actualSize: "実際のサイズ",
    cancel: "キャンセル、または開いているものを閉じる",
    help: "この一覧を表示",
  },
  gestures: [
    ["ホイールまたはピンチ", "拡大・縮小"],
    ["ダブルクリック", "実際のサイズ、またはウィンドウに合わせる"],
    ["切り抜きをドラッグ", "フォルダーやほかのアプリへ"],
    ["Alt + ホイール", "ブラシのサイズ"],
    ["矢印キー、スペース", "ブラシを動かす、線を始める・終える"],
  ],

  firstVisit: (bytes) =>
    `初回のみ ${fileSize(bytes)} をダウンロードします。すべてを端末の中で動かすためで、画像が端末の外に出ることはありません。`,
  offlineReady: "画像が端末の外に出ることはなく、オフラインでも使えます。",
  notKept: {
    changed: "Mattebox は使えますが、この端末に保存できません。プロキシ、フィルター、拡張機能などでファイルが書き換えられて届いています。毎回ネットワークが必要です。別のネットワークなら保存できるかもしれません。",
    full: "Mattebox は使えますが、この端末には保存する空きがありません。毎回ネットワークが必要です。ディスクの空きを増やしてから、ページを再読み込みしてください。",
    denied: "Mattebox は使えますが、このブラウザーには何も保存されません。Cookie やサイトのデータがブロックされているか、プライベートウィンドウかもしれません。開くたびにダウンロードし直し、設定や画像も残りません。",
  },

  phases,
  progress(progress) {
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download} ${percent(progress.fraction)}`;
    }
    return progress.phase === "download" ? "準備中" : phases[progress.phase];
  },
  elapsed: (seconds) => `${whole.format(seconds)} 秒`,

  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "前の切り抜きは残っています。",
  retry: "もう一度試す",
  chooseAnother: "別の画像を選ぶ",
  bringBack: "元に戻す",
  startedOver: "最初に戻りました。前の切り抜きは保存されていません。",
  setbacks: {
    afresh: "メモリ不足などのため、ブラウザーが処理を止めました。もう一度処理しています。",
    sparing: "メモリが不足したため、1 枚ずつ、1 スレッドで続けます。時間は長くかかります。ページを再読み込みすると元の方法に戻ります。",
  },

  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "被写体が見つからなかったため、何も消していません。それ以外は選択どおりです。小さく写っている場合は、その近くでトリミングしてからお試しください。";
      case "scaled":
        return `画像は ${values.from} メガピクセルあり、メモリに収まるよう ${values.to} メガピクセルに縮小しました。`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "アニメーション画像のため、最初のコマを切り抜きました。";
      case "one-of-many":
        return `このファイルには画像が ${values.count} 枚あります。最初の 1 枚だけを切り抜きました。`;
      case "raw-preview":
        return "カメラの RAW ファイルのため、中のプレビュー画像を切り抜きました。本来の画質にするには、写真アプリで JPEG か TIFF に書き出し、それを選んでください。";
      case "hdr":
        return "HDR 画像のため、最も明るい部分を抑えました。";
      case "already-transparent":
        return "画像にはもともと透明な部分があり、そのまま残しました。";
      case "already-cut":
        return "すでに切り抜かれているため、ほかには何も消していません。まだ残っている不要な部分は「修正」で消せます。";
      case "has-credentials":
        return "この画像には Content Credentials があります。ファイルに引き継ぐには「保存形式」のオプションで「Content Credentials で署名する」を選んでください。";
      case "made-by-ai":
        return "この画像には、生成 AI で作成または編集されたと記されています。署名するか書き添えないかぎり、ほかのファイルにはその記載が残りません。";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} は使われませんでした。` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]}代わりに Mattebox のネットワークを使いました。`;
      default:
        return String(code);
    }
  },
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `画像が小さめです（短辺 ${whole.format(values.side)} ピクセル）。${whole.format(values.least)} ピクセル未満では、髪の毛などの細かい輪郭が粗くなります。チャットやウェブから得たコピーなら、元の画像をお使いください。`;
      case "jpeg-blocks":
        return "JPEG の圧縮が強く、輪郭にブロック状の乱れが見えます。元の画像を使うか、元の画像からより高い品質で保存し直してください。";
      case "low-contrast":
        return "輪郭の一部で、被写体と背景の色がよく似ています。仕上がりをよく確認してください。色の違う無地の背景で撮ると、きれいに切り抜けます。";
      case "cut-by-frame":
        return `被写体が画像の${sides(values.sides)}端で切れているため、切り抜きはそこで直線になります。周囲に余白のある画像を使うか、その辺をレイアウトの端に合わせてください。`;
      default:
        return String(code);
    }
  },
  tips: (count) => `ヒント ${whole.format(count)} 件`,

  nothingToOpen: "画像ファイルが含まれていませんでした。先に画像を保存してから、そのファイルをドロップするか選んでください。",
  sampleFailed: "サンプル写真を読み込めませんでした。接続を確認して、もう一度お試しください。",

  modes,
  modeTime: about,
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "直したいところを大まかになぞってください。近くの輪郭は自動で見つかります。",
    hard: "塗ったとおりに反映されます。",
    pick: "被写体をクリックすると除外・復帰できます。見落とされたものは、クリックするか枠で囲んでください。",
  },
  subjectsFound: (count) => `被写体が ${whole.format(count)} 個見つかりました。クリックすると除外・復帰できます。見落とされたものは、クリックするか枠で囲んでください。`,
  brushSize: (px) => `${whole.format(px)} px`,
  share: percent,
  edgeHints: {
    auto: "輪郭の場所ごとに最適なものを選びます。",
    clean: "商品写真のような、くっきりした輪郭。",
    soft: "画像そのもののやわらかさに合わせます。",
    hair: "髪の毛や毛並みを 1 本ずつ残します。",
  },
  edgeSliders: {
    shift: {
      does: "輪郭を外側または内側に動かします",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `${px > 0 ? "外側" : "内側"}に ${pixels(Math.abs(px))}` : pixels(0)),
    },
    feather: { does: "輪郭をぼかします", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "輪郭を硬くします", written: percent, spoken: percent },
    decontaminate: { does: "輪郭に残った背景の色を取り除きます", written: percent, spoken: percent },
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
    cutout: "切り抜き",
    marketplace: "通販サイト（白背景）",
    square: "SNS（正方形）",
    portrait: "SNS（縦長）",
    story: "SNS（ストーリー）",
    identity: "証明写真 35 × 45 mm",
    sticker: "ステッカー",
  },
  presetOfOnesOwn: "自分の設定",
  recentColours: (name) => `${name}：最近使った色`,
  eyedropper: (name) => `${name}：画面から選ぶ`,
  aspectFree: "自由",
  noGround: "まだ選ばれていません。",
  groundUnreadable: "このブラウザーではそのファイルを画像として読み込めません。背景には別のファイルを選んでください。",
  recipeName: "mattebox-設定.json",
  /** @param {string} name */
  recipeTaken: (name) => `${name} の設定を反映しました。`,
  /** @param {string} field */
  noRecipe: (field) => `このファイルに Mattebox の設定はありません（${field}）。Mattebox が保存した .json ファイルを選んでください。`,

  formats: {
    png: { name: "PNG", short: "PNG", hint: "可逆圧縮で透過。続けて編集するのに最適です。" },
    png8: { name: "PNG（256 色）", short: "PNG", hint: "イラストやステッカー向けの小さなファイル。写真では色が失われます。" },
    webp: { name: "WebP", short: "WebP", hint: "小さく透過。ウェブページ向けです。" },
    jpeg: { name: "JPEG", short: "JPEG", hint: "小さく、どこでも開けます。透明な部分は白になります。" },
    mask: { name: "マスクのみ（PNG）", short: "マスク", hint: "透明度をグレー画像にしたもの。白が被写体です。" },
    tiff: { name: "TIFF（マスク付き）", short: "TIFF", hint: "可逆圧縮、印刷向け。画像とマスクを 2 ページに収めます。" },
  },
  quality: { written: whole.format, spoken: whole.format },
  saveAs: (format) => `${format} を保存`,
  templateExample: (name) => `この画像では：${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `${name} を確認しています`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} には Content Credentials がありません。画像の良し悪しとは関係ありません。ほとんどの画像にはなく、簡単に取り除けるものです。`,
      unchanged: (name) => `${name} は署名されたときから変更されていません。`,
      changed: (name) => `${name} は署名の後に変更されています。書かれている内容は信頼できません。`,
      doubtful: (name) => `${name} は署名されたときから変更されていませんが、署名者の証明書は期限切れか無効です。`,
      remote: (name) => `${name} の Content Credentials はサーバーにあり、Mattebox は問い合わせません。問い合わせを行うプログラムで確認してください。`,
      unreadable: (name) => `${name} は確認できません。壊れているか、Content Credentials を持てない種類です。PNG、JPEG、WebP、TIFF などの画像を選んでください。`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "署名者",
      print: "鍵のフィンガープリント",
      stamped: "タイムスタンプ",
      sources: "ソースの種類（IPTC）",
      deeds: "行われた処理",
      generator: "プログラム",
    },
    own: "この端末の鍵",
    another: "この端末とは別の鍵",
    /** @param {string} name */
    named: (name) => `この端末とは別の鍵。証明書の名前は「${name}」ですが、ここでは確かめていません`,
    unknown: "署名者の鍵を読み取れませんでした",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "アルゴリズムで加工（生成なし）",
      humanEdits: "手作業で編集",
      composite: "複数の画像の合成",
      compositeCapture: "複数の写真の合成",
      digitalCapture: "デジタルカメラで撮影",
      digitalCreation: "コンピューターで手作業で制作",
      trainedAlgorithmicMedia: "生成 AI で作成",
      compositeWithTrainedAlgorithmicMedia: "生成 AI で編集",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "ニューラルネットワークで背景を除去",
      corrected: "切り抜きを手作業で修正",
      colour: "被写体の後ろに単色やグラデーションを配置",
      picture: "被写体の後ろに別の画像を配置",
      blur: "背景をぼかした",
      effects: "影、縁取り、光を追加",
      framed: "切り取り、サイズ変更、回転",
      mask: "マスクのみを保存",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "別の画像から作成",
      "c2pa.created": "新規作成",
      "c2pa.edited": "編集",
      "c2pa.cropped": "切り取り",
      "c2pa.resized": "サイズ変更",
      "c2pa.converted": "別のファイル形式に変換",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when}（署名者の時計による）`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `この端末の鍵のフィンガープリントは ${print} です。` : "この端末ではまだ鍵が作られていません。"),
  },

  waiting: "お待ちください…",
  saved: "保存しました",
  copied: "コピーしました",
  savedAs: (name) => `${name} として保存しました`,
  copiedStatus: "PNG としてクリップボードにコピーしました",
  draggedAs: (name) => `${name} として取り出しました`,
  copyUnsupported: "このブラウザーは画像をクリップボードにコピーできません。代わりに PNG を保存してください。",
  copyFailed: "ブラウザーがコピーを許可しませんでした。ページをクリックしてもう一度試すか、PNG を保存してください。",

  originalOf: (name) => `元の画像：${name}`,
  cutoutOf: (name) => `切り抜き：${name}`,
  compareValue: (share) => `元の画像 ${percent(share)}`,
  zoom: percent,
  samples: { Portrait: "人物", Product: "商品" },
  sample: (title) => `サンプル写真：${title}`,
  credit: (title, credit) => `${title}：${credit}`,
  pasted: "貼り付けた画像",

  status: {
    ready: (info) => `準備完了 · ${device(info)} · ${info.model}`,
    working: (name) => `${name} を処理しています`,
    draft: "下書きを表示しています。仕上げはまもなくです。",
    done: (info, ms, width, height, bytes) =>
      `${tenth.format(ms / 1000)} 秒で完了 · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    doneSpoken: "切り抜きができました。",
    editedSpoken: "切り抜きを更新しました。",
    cancelled: "キャンセルしました",
    notSaved: "何も保存していません。",
    edited: (ms, width, height, bytes) =>
      `${tenth.format(ms / 1000)} 秒で更新 · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "切り抜きは前のままです。",
    modeDropped: "切り抜きは前のままです。",
  },
  fallback: (info) => (info.fallback ? `GPU は使用していません：${info.fallback}` : ""),
  stages: {
    decode: "読み込み",
    cut: "切り抜き全体",
    preview: "プレビュー",
    finish: "仕上げ",
    encode: "ファイルの書き出し",
    draft_inference: "小さなネットワーク",
    draft_matte: "下書き",
    inference: "大きなネットワーク",
    py_tensor: "ネットワーク用の縮小",
    py_fuse: "被写体の選択",
    py_band: "輪郭の調整",
    py_foreground: "輪郭の色",
    py_compose: "合成",
    py_advice: "ヒント",
    total: "合計",
  },
  milliseconds: (ms) => `${whole.format(ms)} ms`,
  models: {
    troubles,
    reading: (share) => `ネットワークを読み込み中：${percent(share)}`,
    starting: "準備しています",
    facts: { origin: "種類", licence: "ライセンス", input: "受け取る画像", size: "大きさ", memory: "メモリ", where: "実行場所" },
    known: "認識済み",
    guessed: "認識できません。入力と出力は推測で、写真で試します",
    noLicence: "記載がありません。使ってよいか確かめてください。",
    input: (size) => (size ? `${size[1]} × ${size[0]} ピクセル` : "画像に合わせた幅と高さ"),
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)}（収まるように変形可能な畳み込み ${whole.format(rewritten)} 個を書き換えました）` : fileSize(bytes),
    memory: (needed, device) =>
      device ? `最大で約 ${fileSize(needed)}（この端末には少なくとも ${fileSize(device)}）` : `最大で約 ${fileSize(needed)}`,
    tooMuch: (most) => `ここでページが使える ${fileSize(most)} を超えているため、おそらく失敗します。`,
    where: "プロセッサー（CPU）。グラフィックスでは動かない演算があります",
    trying: (at, of) => (of > 1 ? `写真で試しています：推測 ${whole.format(at)} / ${whole.format(of)}` : "写真で試しています"),
    tried: (ms) => `この写真に ${tenth.format(ms / 1000)} 秒かかりました。見比べて、追加するかやめるかを選んでください。`,
    ready: (title) => `${title} を読み込みました。ライセンスを確かめてから試してください。`,
    added: (title) => `${title} を追加しました。モードから選べます。`,
    removed: (title) => `${title} をこの端末から削除しました。`,
    use: "使う",
    remove: "削除",
    keep: "残す",
    removeAsk: (title) => `${title} をこの端末から削除しますか？`,
    action: (what, title) => `${title}：${what}`,
  },

  kept: {
    refused: "すべては削除できませんでした。ブラウザーに拒まれました。ブラウザーの設定でこのサイトのデータを削除してください。",
    kinds: {
      settings: "設定",
      presets: "自分のプリセット",
      colours: "最近使った色",
      originals: "一括処理の画像",
      results: "一括処理の結果",
      key: "署名鍵",
      program: "プログラムとネットワーク",
      networks: "自分のネットワーク",
    },
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "待機中", cancelled: "キャンセル済み" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "完了" : "被写体が見つかりません";
    },
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    actions: { remove: "削除", cancel: "キャンセル", retry: "もう一度試す", save: "保存" },
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    count: (count) => whole.format(count),
    progress: (done, all, failed) =>
      [`${whole.format(all)} 枚中 ${whole.format(done)} 枚完了`, failed ? `${whole.format(failed)} 枚失敗` : ""].filter(Boolean).join(" · "),
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `${pictures(arriving)}をこの端末にコピーしています`;
      if (pausing) return "一時停止しています（処理中のものは終わらせます）";
      if (paused) return "一時停止中";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "一時停止",
    resume: "再開",
    retry: (count) => `${pictures(count)}をもう一度試す`,
    redo: (count) => `完了した ${pictures(count)}に新しい設定を適用`,
    remove: (count) => (count === 1 ? "この画像を削除" : `この ${pictures(count)}を削除`),
    removeAsk: (count) => (count === null ? "一括処理をすべて削除しますか？" : `${pictures(count)}を一括処理から削除しますか？`),
    into: (folder) => `結果はフォルダー「${folder}」に入ります`,
    pill: (done, all) => `一括処理：${whole.format(all)} 枚中 ${whole.format(done)} 枚`,
    backFromFix: "一括処理に戻る",
    ownSettings: "この画像には独自の設定があります。ほかの画像の設定はそのままです。",
    useForAll: "すべてに使う",
    added: (count) => `${pictures(count)}を一括処理に追加しました。`,
    finished: (done, failed) => `一括処理が終わりました：完了 ${pictures(done)}、失敗 ${pictures(failed)}。`,
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `画像ではないファイル ${whole.format(skipped.length)} 個を除きました：${few(skipped)}。`,
        unreadable.length && `${whole.format(unreadable.length)} 個のファイルまたはフォルダーを読み取れませんでした：${few(unreadable)}。別のフォルダーにコピーして、そこから追加してください。`,
      ]
        .filter(Boolean)
        .join(""),
    noPictures(skipped, unreadable) {
      return `開ける画像が含まれていませんでした。${this.leftOut(skipped, unreadable)}`;
    },
    noRoom: (count, needed, free) =>
      `${pictures(count)}とその結果には約 ${fileSize(needed)} が必要ですが、ブラウザーによると、このページに使えるのは残り ${fileSize(free)} です。` +
      "完了したものを保存してクリアするか、ディスクの空きを増やすか、一度に扱う枚数を減らしてください。実際より少なく知らせるブラウザーもあります。その場合はそれでも試してください。",
    takeSome: (count) => `最初の ${pictures(count)}を取り込む`,
    tryAnyway: "それでも試す",
    full: (lost) =>
      (lost
        ? `ブラウザーの保存領域がいっぱいで、${pictures(lost)}を取り込めませんでした。`
        : "ブラウザーの保存領域がいっぱいになったため、一時停止しました。何も失われていません。") +
      "完了したものを保存して一括処理から削除するか、ディスクの空きを増やしてください。",
    folderLost: "フォルダーに書き込めなくなりました。「フォルダーに保存」で選び直してください。結果はここに残っています。",
    unwritten: (names) => `${whole.format(names.length)} 個のファイルをフォルダーに書き込めませんでした：${few(names)}。ファイルを開いているほかのプログラムを閉じ、「フォルダーに保存」でフォルダーを選び直してください。`,
    elsewhere: "別のタブで一括処理が進行中です。そちらで続けるか、そのタブを閉じてからもう一度お試しください。",
    storageLost: "保存されていたものがブラウザーに消されたため、一括処理を止めました。まだ保存できるものを保存し、一括処理を空にしてから、画像をもう一度追加してください。元のファイルはそのままです。",
    notKept: "このブラウザーでは Mattebox は何も保存できません。Cookie やサイトのデータがブロックされているか、プライベートウィンドウかもしれません。一括処理は使えますが、このタブを閉じると終わります。閉じる前に結果を保存してください。",
    notCleared: "保存されている画像を削除できませんでした。ブラウザーが保存領域を使わせてくれません。ブラウザーの設定でこのサイトのデータを削除してください。",
    stored: (all, waiting) =>
      waiting
        ? `${pictures(all)}の一括処理がこの端末に保存されています。残りは ${pictures(waiting)}です。`
        : `完了した ${pictures(all)}の一括処理がこの端末に保存されています。`,
    goOn: (waiting) => (waiting ? `残り ${pictures(waiting)}を続ける` : "開く"),
    cleared: "この端末に保存された画像をすべて削除しました。",
    zipping: (count, all) => `ZIP を書き出しています：${whole.format(all)} 枚中 ${whole.format(count)} 枚`,
    zipFailed: "ZIP を書き出せませんでした。ディスクがいっぱいの可能性があります。空きを増やしてから、もう一度保存してください。",
    notInZip: (names) => `ブラウザーから失われた結果 ${whole.format(names.length)} 件は ZIP に入っていません：${few(names)}。その画像を一括処理から削除し、もう一度追加してください。`,
    place: (at, all, verdict, notices) =>
      [`${whole.format(all)} 枚中 ${whole.format(at)} 枚目`, notices.includes("no-subject") ? "被写体が見つかりません" : "", verdict ? verdicts[verdict] : ""]
        .filter(Boolean)
        .join(" · "),
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "最後の画像でした。",
  },

  title: (name) => (name ? `${name} · Mattebox` : "Mattebox：端末の中で背景を取り除く"),
};
