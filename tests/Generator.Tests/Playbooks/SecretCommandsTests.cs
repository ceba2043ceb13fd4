namespace InfraAgent.Generator.Tests.Playbooks;

public sealed class SecretCommandsTests
{
    [Theory]
    [InlineData("vault://kv/shop/orders#password", "vault kv get -field=password kv/shop/orders", "vault")]
    [InlineData("vault://kv/shop/orders", "sh -c 'vault kv get -format=json \"$0\" | jq -ce .data.data' kv/shop/orders", "vault", "jq")]
    [InlineData("aws-sm://prod/orders", "aws secretsmanager get-secret-value --secret-id prod/orders --query SecretString --output text", "aws")]
    [InlineData("aws-sm://prod/orders#password", "sh -c '\"$@\" | jq -er --arg key \"$0\" '\\''.[$key]'\\''' password aws secretsmanager get-secret-value --secret-id prod/orders --query SecretString --output text", "aws", "jq")]
    [InlineData("azure-kv://shop-vault/tls", "az keyvault secret show --vault-name shop-vault --name tls --query value --output tsv", "az")]
    [InlineData("gcp-sm://shop-prod/token", "gcloud secrets versions access latest --project shop-prod --secret token", "gcloud")]
    [InlineData("env://DB_PASSWORD", "printenv DB_PASSWORD", "DB_PASSWORD")]
    [InlineData("file:///etc/shop/db", "cat /etc/shop/db", "/etc/shop/db")]
    public void A_secret_is_printed_by_its_stores_own_program_which_is_then_needed(string reference, string shell, params string[] needs)
    {
        var secret = SecretReference.TryParse(reference)!;

        Assert.Equal(shell, ShellLine.Of(SecretCommands.Print(secret)));
        Assert.Equal(needs, SecretCommands.Needs([secret]).Select(n => n.Name));
    }
}
