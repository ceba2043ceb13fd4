using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using InfraAgent.Api.Tests.TerraformState;
using InfraAgent.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Files;

public sealed class FileEndpointTests : IAsyncLifetime
{
    const string LogRef = "dev-1/0190b7a2-0000-7000-8000-000000000001/apply-1.log";

    TestApi api = null!;
    HttpClient http = null!;

    public async Task InitializeAsync()
    {
        api = await TestApi.StartAsync();
        http = api.Client();
        await Artifacts.PutFolderAsync("dev-1/r1", new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["main.tf"] = "resource {}\n"u8.ToArray(),
            ["index.html"] = "<script>alert(1)</script>"u8.ToArray(),
            ["reports/plan.json"] = "{}"u8.ToArray(),
            [".terraform.lock.hcl"] = "# lock\n"u8.ToArray(),
        }, default);
        await File.WriteAllTextAsync(Path.Combine(api.Folder, "artifacts", "secret"), "outside");
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await api.DisposeAsync();
    }

    IArtifactStore Artifacts => api.Services.GetRequiredService<IArtifactStore>();

    [Theory]
    [InlineData("main.tf", "resource {}\n", "text/plain")]
    [InlineData("index.html", "<script>alert(1)</script>", "text/plain")]
    [InlineData("reports/plan.json", "{}", "application/json")]
    [InlineData(".terraform.lock.hcl", "# lock\n", "text/plain")]
    public async Task A_file_comes_as_text_that_no_browser_runs(string path, string content, string type)
    {
        var answer = await http.GetAsync($"/artifacts/dev-1/r1/{path}");

        Assert.Equal(content, await answer.Content.ReadAsStringAsync());
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranges_and_conditions_work()
    {
        var whole = await http.GetAsync("/artifacts/dev-1/r1/main.tf");
        using var part = new HttpRequestMessage(HttpMethod.Get, "/artifacts/dev-1/r1/main.tf") { Headers = { Range = new RangeHeaderValue(2, 5) } };
        var answer = await http.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("sour", await answer.Content.ReadAsStringAsync());
        Assert.Equal("bytes 2-5/12", answer.Content.Headers.ContentRange!.ToString());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/artifacts/dev-1/r1/main.tf") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);

        using var beyond = new HttpRequestMessage(HttpMethod.Get, "/artifacts/dev-1/r1/main.tf") { Headers = { Range = new RangeHeaderValue(100, null) } };
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await http.SendAsync(beyond)).StatusCode);
    }

    [Fact]
    public async Task The_whole_is_an_archive_with_the_same_bytes_each_time()
    {
        var first = await http.GetAsync("/artifacts/dev-1/r1.tar.gz");
        var bytes = await first.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/gzip", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("dev-1-r1.tar.gz", first.Content.Headers.ContentDisposition!.FileName!.Trim('"'));

        await api.StopAsync();
        await api.StartAsync();
        Assert.Equal(bytes, await http.GetByteArrayAsync("/artifacts/dev-1/r1.tar.gz"));

        await using var tar = new TarReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        var names = new List<string>();
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, entry.Mode);
            Assert.Equal((0, 0, 2020), (entry.Uid, entry.Gid, entry.ModificationTime.Year));
        }

        Assert.Equal(["dev-1-r1/.terraform.lock.hcl", "dev-1-r1/index.html", "dev-1-r1/main.tf", "dev-1-r1/reports/plan.json"], names);
    }

    [Fact]
    public async Task A_log_is_read_while_it_grows()
    {
        var logs = api.Services.GetRequiredService<ILogStore>();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/logs/{LogRef}")).StatusCode);

        await using var log = await logs.OpenAppendAsync(LogRef, default);
        await log.WriteAsync("one\n"u8.ToArray());
        var first = await http.GetAsync($"/logs/{LogRef}");
        Assert.Equal("one\n", await first.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", first.Content.Headers.ContentType!.MediaType);

        await log.WriteAsync("two\n"u8.ToArray());
        using var tail = new HttpRequestMessage(HttpMethod.Get, $"/logs/{LogRef}") { Headers = { Range = new RangeHeaderValue(4, null) } };
        Assert.Equal("two\n", await (await http.SendAsync(tail)).Content.ReadAsStringAsync());
        using var changed = new HttpRequestMessage(HttpMethod.Get, $"/logs/{LogRef}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(changed)).StatusCode);
    }

    [Fact]
    public async Task A_log_that_grows_during_an_answer_does_not_break_it()
    {
        var logs = api.Services.GetRequiredService<ILogStore>();
        await using var log = await logs.OpenAppendAsync(LogRef, default);
        // More than the sockets between can hold, so that the answer is still being sent when the log grows.
        await log.WriteAsync(new byte[32 * 1024 * 1024]);
        using var answer = await http.GetAsync($"/logs/{LogRef}", HttpCompletionOption.ResponseHeadersRead);
        await log.WriteAsync("more"u8.ToArray());

        Assert.Equal(32 * 1024 * 1024, answer.Content.Headers.ContentLength);
        Assert.Equal(32 * 1024 * 1024, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData("/artifacts/dev-1/r1/../../secret")]
    [InlineData("/artifacts/dev-1/r1/%2e%2e/%2e%2e/secret")]
    [InlineData("/artifacts/dev-1/r1/..%2f..%2fsecret")]
    [InlineData("/artifacts/dev-1/r1/%2e%2e%2f%2e%2e%2fsecret")]
    [InlineData("/artifacts/dev-1/r1/%252e%252e/%252e%252e/secret")]
    [InlineData("/artifacts/dev-1/r1/..%5c..%5csecret")]
    [InlineData("/artifacts/dev-1/r1/..\\..\\secret")]
    [InlineData("/artifacts/dev-1/r1//etc/passwd")]
    [InlineData("/artifacts/dev-1/r1/%2fetc%2fpasswd")]
    [InlineData("/artifacts/dev-1/r1/main.tf%00.json")]
    [InlineData("/artifacts/dev-1/r1/%c0%ae%c0%ae/secret")]
    [InlineData("/artifacts/dev-1/r1/.manifest/../main.tf/x")]
    [InlineData("/artifacts/dev-1/r1/")]
    [InlineData("/artifacts/dev-1/r0/main.tf")]
    [InlineData("/artifacts/dev-1/r-1/main.tf")]
    [InlineData("/artifacts/dev-1/r2/main.tf")]
    [InlineData("/artifacts/dev-1/r2.tar.gz")]
    [InlineData("/artifacts/dev-1/r99999999999999/main.tf")]
    [InlineData("/artifacts/../artifacts/secret/r1/x")]
    [InlineData("/artifacts/%2e%2e/r1/secret")]
    [InlineData("/artifacts/.logs/r1/x")]
    [InlineData("/artifacts/none-1/r1/main.tf")]
    [InlineData("/logs/dev-1/../../secret")]
    [InlineData("/logs/dev-1/..%2f..%2fsecret")]
    [InlineData("/logs/..%2fsecret")]
    [InlineData("/logs/.logs/x")]
    [InlineData("/logs/none-1/x.log")]
    [InlineData("/logs/dev-1/")]
    public async Task No_path_leads_out_of_a_deployments_files(string path)
    {
        var answer = await api.RawAsync($"GET {path} HTTP/1.1");

        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("outside", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }
}
