using System.Net;
using InfraAgent.Api.Tests.TerraformState;

namespace InfraAgent.Api.Tests.Auth;

public sealed class LocalCallerTests : IAsyncLifetime
{
    TestApi api = null!;

    public async Task InitializeAsync() => api = await TestApi.StartAsync("--Agent:PublicUrl=http://agent.internal:9000");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task Without_keys_a_user_of_this_machine_may_do_everything()
    {
        using var http = api.Client();
        Assert.Equal("local", await http.GetStringAsync("/view/prod"));
        Assert.Equal("local", await (await http.PostAsync("/approve", null)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Host", "evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("Host", "127.0.0.1.evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("Host", "192.168.1.7", HttpStatusCode.Forbidden)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    [InlineData("Host", "[::1]", HttpStatusCode.OK)]
    [InlineData("Host", "agent.internal", HttpStatusCode.OK)]
    [InlineData("Origin", "https://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task A_web_page_cannot_use_the_browser_of_a_user_of_this_machine(string header, string value, HttpStatusCode expected)
    {
        using var http = api.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operate");
        request.Headers.Add(header, value);
        Assert.Equal(expected, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task The_agents_own_page_can()
    {
        using var http = api.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operate");
        request.Headers.Add("Origin", api.Url.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(request)).StatusCode);
    }
}
