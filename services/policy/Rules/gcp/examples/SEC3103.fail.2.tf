resource "google_kms_crypto_key_iam_binding" "this" {
  crypto_key_id = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/data"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  members       = ["group:accounting@example.com", "allAuthenticatedUsers"]
}
