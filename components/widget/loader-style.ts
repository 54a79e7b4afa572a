/**
 * Styles of the launcher, inside its own shadow. What a page says about every element with `!important` reaches the host element
 * too; the shadow's own `!important` is stronger there.
 */
export const loaderStyle = `
:host{all:initial!important;position:fixed!important;inset:auto 0 0 auto!important;width:0!important;height:0!important;display:block!important;z-index:2147483647!important;direction:ltr!important;visibility:visible!important;opacity:1!important;pointer-events:auto!important;transform:none!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
.b{all:unset;position:fixed;bottom:20px;inset-inline-end:auto;right:20px;width:56px;height:56px;border-radius:50%;background:var(--c);color:var(--i);display:grid;place-items:center;cursor:pointer;box-shadow:0 4px 16px rgb(0 0 0/.28);font:24px/1 system-ui,sans-serif;box-sizing:border-box}
.l .b{right:auto;left:20px}
.b:hover{filter:brightness(1.08)}
.b:focus-visible,.k:focus-visible{outline:3px solid var(--i);outline-offset:-5px;box-shadow:0 0 0 3px var(--c)}
.b svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;display:block}
.p{position:fixed;bottom:88px;right:20px;width:400px;max-width:calc(100vw - 40px);height:640px;max-height:calc(100vh - 108px);max-height:calc(100dvh - 108px);border-radius:14px;overflow:hidden;background:#fff;color:#111;box-shadow:0 12px 40px rgb(0 0 0/.3);color-scheme:light;animation:u .18s ease-out}
.l .p{right:auto;left:20px}
.d .p{background:#17191c;color:#f3f4f6;color-scheme:dark}
iframe{display:block;width:100%;height:100%;border:0}
.r{padding:24px;font:16px/1.5 system-ui,sans-serif}
.r p{margin:0 0 16px}
.p.s{height:auto}
.k{all:unset;cursor:pointer;box-sizing:border-box;min-height:40px;padding:8px 16px;margin-inline-end:8px;border-radius:8px;background:var(--c);color:var(--i)}
@keyframes u{from{opacity:0;transform:translateY(8px)}}
@media (prefers-reduced-motion:reduce){.p{animation:none}}
@media (max-width:480px),(max-height:480px){.p:not(.s){inset:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0}.o .b{display:none}}
@media print{.b,.p{display:none}}
@media (forced-colors:active){.b,.k,.p{border:2px solid}}
`;
