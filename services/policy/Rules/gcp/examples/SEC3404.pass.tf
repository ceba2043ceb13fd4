resource "google_kms_crypto_key" "this" {
  name            = "data"
  key_ring        = "projects/shop/locations/europe-west1/keyRings/shop"
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "7776000s"
}
