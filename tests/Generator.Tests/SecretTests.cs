using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator.Tests;

/// <summary>Plain secrets are refused wherever they are said, and never shown. The tokens below are made here, of no account.</summary>
public sealed class SecretTests(Xunit.Abstractions.ITestOutputHelper output)
{
    static readonly string Random40 = Key(new Random(7), 40);

    public static TheoryData<string, string, string> Secrets => new()
    {
        { "DB_PASSWORD", "correct horse", SecretRules.Name },
        { "apiToken", "abc", SecretRules.Name },
        { "SECRET_KEY", "abc", SecretRules.Name },
        { "client-secret", "abc", SecretRules.Name },
        { "PASSWORD2", "abc", SecretRules.Name },
        { "A", "AKIA" + "Z7Q2MX4N8B5K9C3D", SecretRules.Format },
        { "A", "x ghp_" + new string('a', 36), SecretRules.Format },
        { "A", "xoxb-" + "123456789012-abcdef", SecretRules.Format },
        { "A", "AIza" + new string('B', 35), SecretRules.Format },
        { "A", "sk_live_" + new string('4', 24), SecretRules.Format },
        { "A", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0.abcdefghijkl", SecretRules.Format },
        { "A", "glpat-" + new string('x', 20), SecretRules.Format },
        { "A", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", SecretRules.PrivateKey },
        { "A", "-----BEGIN PRIVATE KEY-----\nMIIE\n", SecretRules.PrivateKey },
        { "A", Convert.ToBase64String(Encoding.ASCII.GetBytes("-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY\n")), SecretRules.PrivateKey },
        { "A", "postgres://app:s3cr3t@db:5432/app", SecretRules.ConnectionString },
        { "A", "Server=db;User Id=app;Password=s3cr3t;", SecretRules.ConnectionString },
        { "A", "redis://:s3cr3t@cache", SecretRules.ConnectionString },
        { "A", Random40, SecretRules.Entropy }
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_refused_wherever_it_is_and_shown_nowhere(string name, string secret, string rule)
    {
        foreach (var (spec, parameters, pointer) in new[]
        {
            ("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","env":{KEY:VALUE}}]}""", "{}", "/template_spec/services/0/env/"),
            ("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}],"environments":{"prod":{"services":[{"name":"web","env":{KEY:VALUE}}]}}}""", "{}", "/template_spec/environments/prod/services/0/env/"),
            ("""{"cloud":"kubernetes","modules":[{"name":"redis","password":"env://P",KEY:VALUE}]}""", "{}", "/template_spec/modules/0/"),
            ("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}],"tags":{KEY:VALUE}}""", "{}", "/template_spec/tags/"),
            ("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}]}""", "{KEY:VALUE}", "/parameters/")
        })
        {
            var outcome = Workloads.Render(Fill(spec, name, secret), Fill(parameters, name, secret));

            Assert.Null(outcome.Bundle);
            Assert.Contains(outcome.Findings, f => f.RuleId == rule && f.Pointer == pointer + name);
            Assert.All(outcome.Findings, f => Assert.DoesNotContain(secret[..Math.Min(secret.Length, 12)], f.Message + f.Remediation, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("DB_PASSWORD", "hunter", true)]
    [InlineData("GREETING", "hunter", false)]
    [InlineData("DB_PASSWORD_FILE", "/run/secrets/password", false)]
    public void A_variable_that_a_patch_brings_in_as_name_and_value_goes_by_its_name(string name, string value, bool secret)
    {
        var spec = $$"""
            {"cloud":"kubernetes","services":[{"name":"web","image":"a:1"}],
             "patches":[{"target":{"kind":"Deployment"},"ops":[{"op":"add","path":"/spec/template/spec/containers/0/env","value":[{"name":"{{name}}","value":"{{value}}"}]}]}]}
            """;
        var found = PlainSecrets.Find(JsonElement.Parse(spec), new Dictionary<string, JsonElement>(), new Dictionary<string, string>());

        Assert.Equal(secret ? [(SecretRules.Name, "/template_spec/patches/0/ops/0/value/0/value")] : [], found.Select(f => (f.RuleId, f.Pointer!)));
    }

    [Theory]
    [InlineData("cloud", "/template_spec/cloud")]
    [InlineData("image", "/template_spec/services/0/image")]
    [InlineData("replicas", "/template_spec/services/0/replicas")]
    [InlineData("args", "/template_spec/services/0/args/0")]
    public void A_secret_in_the_wrong_place_is_not_shown_by_what_else_is_wrong_with_it(string where, string pointer)
    {
        var token = "ghp_" + new string('b', 36);
        string Or(string field, string value) => where == field ? $"\"{token}\"" : value;

        var findings = Workloads.Render($$"""{"cloud":{{Or("cloud", "\"kubernetes\"")}},"services":[{"name":"web","image":{{Or("image", "\"a\"")}},"replicas":{{Or("replicas", "1")}},"args":[{{Or("args", "\"x\"")}}]}]}""").Findings;

        Assert.Equal(pointer, Assert.Single(findings).Pointer);
        Assert.DoesNotContain("ghp_", findings[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PASSWORD_FILE", "/run/secrets/password")]
    [InlineData("TOKEN_URL", "https://login.example.com/token")]
    [InlineData("SECRET_NAME", "orders")]
    [InlineData("TOKEN_TTL", "3600")]
    [InlineData("MAX_TOKENS", "4096")]
    [InlineData("AWS_ACCESS_KEY_ID_SOURCE", "environment")]
    [InlineData("DB_PASSWORD", "vault://kv/orders#password")]
    [InlineData("DB_PASSWORD", "${DB_PASSWORD}")]
    [InlineData("DB_PASSWORD", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/payment-a1b2c3:token::")]
    [InlineData("SIGNING_KEY", "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/signing-key")]
    [InlineData("API_KEY", "https://shop.vault.azure.net/secrets/api-key")]
    [InlineData("API_KEY", "projects/shop/secrets/api-key/versions/latest")]
    [InlineData("DB_PASSWORD", "")]
    [InlineData("A", "postgres://app:${DB_PASSWORD}@db/app")]
    [InlineData("A", "https://user@example.com/a:b@c")]
    [InlineData("A", "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTES\n-----END CERTIFICATE-----\n")]
    [InlineData("A", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJq8Zt5Zy1pX0cT3vYw2bLk9Qm7Rf4Hs6Nd8Ue1Ga3Wo me@example.com")]
    public void What_only_speaks_of_secrets_is_none(string name, string value)
    {
        var outcome = Workloads.Render(Fill("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","env":{KEY:VALUE}}]}""", name, value));

        Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
    }

    [Fact]
    public void A_number_is_a_secret_where_it_is_called_a_password()
    {
        Assert.Equal(SecretRules.Name, Assert.Single(Workloads.Render("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","env":{"PASSWORD":12345}}]}""").Findings).RuleId);
        Assert.NotNull(Workloads.Render("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","env":{"TOKEN":12345}}]}""").Bundle);
    }

    [Fact]
    public void Of_ordinary_values_at_most_one_in_a_thousand_looks_random()
    {
        var corpus = OrdinaryValues().ToArray();

        var taken = corpus.Where(SecretEntropy.LooksRandom).ToArray();

        output.WriteLine($"{taken.Length} of {corpus.Length}");
        Assert.True(corpus.Length >= 10_000);
        Assert.True(taken.Length <= corpus.Length / 1000, $"{taken.Length} of {corpus.Length}: {string.Join(' ', taken.Take(10))}");
    }

    [Theory]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(64)]
    public void Of_random_keys_at_least_nineteen_in_twenty_are_found(int length)
    {
        var random = new Random(20261127);

        var found = Enumerable.Range(0, 2000).Count(_ => SecretEntropy.LooksRandom(Key(random, length)));

        Assert.True(found >= 1900, $"{found} of 2000");
        output.WriteLine($"{found} of 2000");
    }

    static string Fill(string json, string key, string value) =>
        json.Replace("KEY", JsonSerializer.Serialize(key), StringComparison.Ordinal).Replace("VALUE", JsonSerializer.Serialize(value), StringComparison.Ordinal);

    static string Key(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[random.Next(64)]));

    // The same every time. Each kind is one that specifications are full of.
    static IEnumerable<string> OrdinaryValues()
    {
        var random = new Random(20261127);
        string[] words = ["orders", "Payment", "gateway", "Service", "internal", "HTTP", "cache", "Worker", "api", "Config", "v2", "2024", "prod", "EU", "Central", "handler", "queue", "Listener", "main", "Release"];
        string Word() => words[random.Next(words.Length)];
        string Lower() => Word().ToLowerInvariant();
        string Hex(int n) => string.Concat(Enumerable.Range(0, n).Select(_ => "0123456789abcdef"[random.Next(16)]));
        string Digits(int n) => string.Concat(Enumerable.Range(0, n).Select(_ => (char)('0' + random.Next(10))));
        for (var i = 0; i < 1000; i++)
        {
            yield return $"{Digits(12)}.dkr.ecr.eu-west-1.amazonaws.com/{Lower()}/{Lower()}-{Lower()}:{random.Next(20)}.{random.Next(99)}.{random.Next(99)}-{Lower()}.{Digits(8)}";
            yield return $"ghcr.io/{Lower()}/{Lower()}@sha256:{Hex(64)}";
            yield return $"arn:aws:iam::{Digits(12)}:role/{Word()}{Word()}{Word()}Role{Digits(2)}";
            yield return $"arn:aws:elasticloadbalancing:us-east-2:{Digits(12)}:targetgroup/{Lower()}-{Lower()}/{Hex(16)}";
            yield return $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}".ToUpperInvariant();
            yield return $"/opt/{Word()}/{Word()}{Word()}/{Word()}_{Digits(4)}/{Lower()}.json";
            yield return $"{Lower()}-{Lower()}.{Lower()}.svc.cluster.local:{random.Next(1024, 65535)}";
            yield return $"https://{Lower()}.example.com/{Lower()}/{Word()}{Word()}?from={Digits(4)}-01-01T00:00:00Z&kind={Word()}";
            yield return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Lower()} {Word()} {Lower()} {Word()}"));
            yield return $"com.example.{Lower()}.{Word()}{Word()}{Word()}{Word()}Factory{Digits(1)}";
            yield return $"{Word()}{Word()}-{Word()}_{Word()}{Digits(4)}-{Word()}";
            yield return string.Create(CultureInfo.InvariantCulture, $"-Xmx{random.Next(4096)}m -XX:+UseG1GC -Dcom.sun.management.jmxremote.port={Digits(4)}");
        }
    }
}
