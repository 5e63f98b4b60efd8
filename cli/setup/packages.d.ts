/** Whether what is installed is what package-lock.json says. Packages of other platforms may be missing. */
export function packagesAreInstalled(root: string): boolean;
