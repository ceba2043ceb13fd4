# queue 1.0.0: who may do what
# Pub/Sub moves messages aside in its own name: it must take them from one and give them to the other.
resource "google_pubsub_topic_iam_member" "dead_letters" {
  topic  = google_pubsub_topic.dead.id
  role   = "roles/pubsub.publisher"
  member = local.agent
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  subscription = google_pubsub_subscription.this.id
  role         = "roles/pubsub.subscriber"
  member       = local.agent
}

resource "google_kms_crypto_key_iam_member" "pubsub" {
  count = var.kms_key_name == null ? 0 : 1

  crypto_key_id = var.kms_key_name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = local.agent
}

# Counted, since accounts that are made in the same rollout are not known before.
resource "google_pubsub_topic_iam_member" "senders" {
  count = length(var.sender_members)

  topic  = google_pubsub_topic.this.id
  role   = "roles/pubsub.publisher"
  member = var.sender_members[count.index]
}

resource "google_pubsub_subscription_iam_member" "receivers" {
  count = length(var.receiver_members)

  subscription = google_pubsub_subscription.this.id
  role         = "roles/pubsub.subscriber"
  member       = var.receiver_members[count.index]
}
