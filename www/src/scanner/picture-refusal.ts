/** Why a picture was not looked at. */
export class PictureRefusal extends Error {
  readonly code: 'picture_too_large' | 'picture_unreadable';

  constructor(code: PictureRefusal['code']) {
    super(code);
    this.name = 'PictureRefusal';
    this.code = code;
  }
}
