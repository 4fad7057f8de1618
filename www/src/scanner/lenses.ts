/**
 * Which camera to take. Browsers name a phone's lenses only by a label, in the phone's language; the widest is often
 * listed first and can't focus on a slip that is near.
 */

export interface Lens {
  readonly deviceId: string;
  readonly label: string;
}

interface Hint {
  readonly words: RegExp;
  readonly weight: number;
}

const HINTS: readonly Hint[] = [
  {
    words: /back|rear|environment|背面|后置|後置|后摄|후면|trasera|posterior|arri[eè]re|r[uü]ck|traseira|achter|задн|belakang|หลัง|sau/iu,
    weight: 100,
  },
  {
    words: /front|user|selfie|facetime|truedepth|前置|前面|正面|전면|frontal|avant|vorder|voorzijde|передн|depan|หน้า|trước/iu,
    weight: -100,
  },
  // Past the others: it has a picture, but not one that could be read.
  { words: /depth|tof|infrared|infrarot|infrarrojo|\bir\b|深度|景深|红外|紅外|赤外線|적외선|инфракрасн/iu, weight: -400 },
  { words: /virtual|obs|droidcam|manycam|snap camera|虚拟|虛擬|仮想|가상/iu, weight: -300 },
  {
    words: /ultra|0[.,]5|超广角|超廣角|超広角|울트라|초광각|grand[- ]angle|gran angular|ultraweit|сверхшир/iu,
    weight: -60,
  },
  { words: /tele|periscop|zoom|长焦|長焦|望远|望遠|망원|телеоб/iu, weight: -50 },
  { words: /macro|makro|微距|マクロ|매크로|макро/iu, weight: -40 },
  { words: /mono|black and white|黑白/iu, weight: -40 },
  // A group of lenses that the phone changes between by itself: good, but not as predictable as the main one alone.
  { words: /\b(dual|triple|double|quad)\b|双摄|三摄|デュアル|トリプル|듀얼|트리플/iu, weight: -5 },
];

export function weightOf({ label }: Lens): number {
  return HINTS.reduce((sum, { words, weight }) => (words.test(label) ? sum + weight : sum), 0);
}

/** Best first; lenses that say the same of themselves stay in the browser's order, whose first is usually the main one. */
export function ranked<Known extends Lens>(lenses: readonly Known[]): readonly Known[] {
  return lenses
    .map((lens, index) => ({ lens, index, weight: weightOf(lens) }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ lens }) => lens);
}
