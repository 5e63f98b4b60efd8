export default function globalTeardown(): void {
  globalThis.controlPlane?.stop();
}
