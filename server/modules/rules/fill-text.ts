/**
 * Fills {nickname} and {group} of a reply. All places are filled in one pass over the template, so that a
 * member who calls himself "{group}" stays just that.
 */
export const fillText = (template: string, names: { readonly nickname: string; readonly group: string }): string =>
  template.replaceAll(/\{(nickname|group)\}/g, (_place, key: "nickname" | "group") => names[key]);
