# static-site 1.0.0
locals {
  tags  = { Module = "static-site/1.0.0" }
  named = length(var.domain_names) > 0

  # Without the right to list, S3 answers 403 where there is no file; the site's readers have that right through the distribution.
  not_found = var.single_page ? { code = 200, path = "/${var.index_document}" } : { code = 404, path = "/${var.not_found_document}" }
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.prefix
  description                       = "Signs CloudFront's requests to the bucket of ${var.prefix}"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_response_headers_policy" "this" {
  name    = var.prefix
  comment = "Security headers of ${var.prefix}"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = false
      override                   = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    dynamic "content_security_policy" {
      for_each = var.content_security_policy[*]

      content {
        content_security_policy = content_security_policy.value
        override                = true
      }
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  comment             = var.prefix
  aliases             = var.domain_names
  default_root_object = var.index_document
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = var.price_class
  web_acl_id          = var.web_acl_arn
  tags                = local.tags

  origin {
    origin_id                = "files"
    domain_name              = aws_s3_bucket.this.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  default_cache_behavior {
    target_origin_id       = "files"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD", "OPTIONS"]
    cached_methods         = ["GET", "HEAD"]
    compress               = true

    # AWS' policy CachingOptimized: as long as Cache-Control of the file says.
    cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
  }

  custom_error_response {
    error_code            = 404
    response_code         = local.not_found.code
    response_page_path    = local.not_found.path
    error_caching_min_ttl = 10
  }

  restrictions {
    geo_restriction {
      restriction_type = length(var.allowed_countries) > 0 ? "whitelist" : "none"
      locations        = var.allowed_countries
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = local.named ? null : true
    acm_certificate_arn            = local.named ? var.certificate_arn : null
    ssl_support_method             = local.named ? "sni-only" : null
    minimum_protocol_version       = local.named ? "TLSv1.2_2021" : null
  }

  lifecycle {
    precondition {
      condition     = local.named == (var.certificate_arn != null)
      error_message = "domain_names and certificate_arn go together: set both or none."
    }
  }
}

resource "aws_route53_record" "this" {
  for_each = var.zone_id == null ? {} : { for record in setproduct(var.domain_names, ["A", "AAAA"]) : "${record[0]}-${record[1]}" => { name = record[0], type = record[1] } }

  zone_id = var.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
