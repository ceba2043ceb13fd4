using InfraAgent.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

public sealed class RuntimesRegistrationTests
{
    static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())
            .AddSingleton<ISecretBox, TestBox>()
            .AddRuntimes()
            .BuildServiceProvider(validateScopes: true);

    [Fact]
    public async Task Every_driver_is_registered_by_its_name()
    {
        await using var services = Services();
        Assert.Equal(["terraform"], services.GetServices<IRuntime>().Select(runtime => runtime.Name));
        Assert.Equal(["terraform", "helm", "kubernetes", "docker-compose", "pulumi"], services.GetServices<IBundleChecks>().Select(checks => checks.Name));
        Assert.Same(services.GetServices<IRuntime>().Single(), services.GetServices<IBundleChecks>().First());
    }

    [Fact]
    public async Task Options_come_from_the_section_tools()
    {
        await using var services = Services(("Tools:Terraform", "tofu"), ("Tools:ProviderMirror", "/mirror"), ("Tools:Grace", "00:01:30"), ("Tools:PassThrough:0", "AWS_REGION"));
        var options = services.GetRequiredService<IOptions<ToolOptions>>().Value;
        Assert.Equal(("tofu", "/mirror", TimeSpan.FromSeconds(90)), (options.Terraform, options.ProviderMirror, options.Grace));
        Assert.Equal(["AWS_REGION"], options.PassThrough);
    }

    [Theory]
    [InlineData("Tools:Terraform", "")]
    [InlineData("Tools:Grace", "00:00:00")]
    [InlineData("Tools:Grace", "2.00:00:00")]
    public async Task A_setting_that_cannot_be_is_refused(string key, string value)
    {
        await using var services = Services((key, value));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ToolOptions>>().Value);
        Assert.Contains(key.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }
}
