/** The Terraform that is fetched where there is none; continuous integration uses the same. */
exports.VERSION = "1.11.4";

/**
 * SHA-256 of `terraform_<version>_<platform>.zip`, as HashiCorp publishes it: Formula/terraform.rb of github.com/hashicorp/homebrew-tap at e67d13c.
 * For other platforms there is a sentence that says what to install.
 */
exports.SHA256 = {
  darwin_amd64: "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b",
  darwin_arm64: "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18",
  linux_amd64: "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc",
  linux_arm64: "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633",
};
