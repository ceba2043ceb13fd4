# static-site 1.0.0

output "dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = [azurerm_static_web_app.this.default_host_name]
}

output "domain_name" {
  description = "Azure's own name of the site."
  value       = azurerm_static_web_app.this.default_host_name
}

output "id" {
  description = "Id of the site."
  value       = azurerm_static_web_app.this.id
}

output "name" {
  description = "Name of the site, by which its deployment token is read and files are uploaded."
  value       = azurerm_static_web_app.this.name
}

output "url" {
  description = "Where the site is."
  value       = "https://${length(var.domain_names) > 0 ? var.domain_names[0] : azurerm_static_web_app.this.default_host_name}"
}
