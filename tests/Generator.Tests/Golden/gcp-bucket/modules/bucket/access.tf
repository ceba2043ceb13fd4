# bucket 1.0.0: who may do what
# Counted, since accounts that are made in the same rollout are not known before.
resource "google_storage_bucket_iam_member" "readers" {
  count = length(var.reader_members)

  bucket = google_storage_bucket.this.name
  role   = "roles/storage.objectViewer"
  member = var.reader_members[count.index]
}

resource "google_storage_bucket_iam_member" "writers" {
  count = length(var.writer_members)

  bucket = google_storage_bucket.this.name
  role   = "roles/storage.objectUser"
  member = var.writer_members[count.index]
}

# Cloud Storage encrypts in its own name, so the key must let it.
data "google_storage_project_service_account" "this" {
  count = var.kms_key_name == null ? 0 : 1
}

resource "google_kms_crypto_key_iam_member" "storage" {
  count = var.kms_key_name == null ? 0 : 1

  crypto_key_id = var.kms_key_name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = data.google_storage_project_service_account.this[0].member
}
