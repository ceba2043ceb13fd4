using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace InfraAgent.Api.Tests.TerraformState;

/// <summary>The unmodified terraform against the state backend.</summary>
public sealed class RealTerraformTests : IAsyncLifetime
{
    const string Id = "dev-app";
    static readonly Guid Run = Guid.Parse("0190b7a2-0000-7000-8000-000000000001");
    static readonly Guid Later = Guid.Parse("0190b7a3-0000-7000-8000-000000000001");

    TestApi api = null!;

    public async Task InitializeAsync() => api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await api.DisposeAsync();

    [TerraformFact]
    public async Task Apply_change_read_and_destroy_work()
    {
        using var run = TerraformRun.For(api, Id, Run, 1);
        run.LetGo();
        await Succeeds(run.RunAsync("init", "-input=false", "-no-color"));
        await Succeeds(run.ApplyAsync("one"));
        await Succeeds(run.ApplyAsync("two"));

        // Another incarnation, on another machine, finds the state and nothing to do.
        using var next = TerraformRun.For(api, Id, Run, 2);
        await Succeeds(next.RunAsync("init", "-input=false", "-no-color"));
        Assert.Equal("\"two\"", (await Succeeds(next.RunAsync("output", "-no-color", "text"))).Trim());
        await Succeeds(next.RunAsync("plan", "-detailed-exitcode", "-input=false", "-no-color", "-var=text=two"));
        await Succeeds(next.RunAsync("destroy", "-auto-approve", "-input=false", "-no-color", "-var=text=two"));

        Assert.All(await KindsAsync(), x => Assert.Equal("state", x));
        using var client = StateClient.For(api, Id, Run, 2);
        Assert.Equal(HttpStatusCode.OK, (await client.LockAsync("free")).StatusCode); // terraform let go of its lock
    }

    [TerraformFact]
    public async Task While_one_applies_another_is_told_who_holds_the_lock()
    {
        using var holder = TerraformRun.For(api, Id, Run, 1);
        using var other = TerraformRun.For(api, Id, Later, 1);
        await Succeeds(holder.RunAsync("init", "-input=false", "-no-color"));
        await Succeeds(other.RunAsync("init", "-input=false", "-no-color"));
        var applying = holder.ApplyAsync("one");
        await holder.WaitUntilStartedAsync(applying);

        var (exitCode, output) = await other.RunAsync("plan", "-input=false", "-no-color", "-var=text=two");
        Assert.Equal(1, exitCode);
        Assert.Contains("Error acquiring the state lock", output, StringComparison.Ordinal);
        Assert.Contains("HTTP remote state already locked", output, StringComparison.Ordinal); // it understood the holder's lock info

        holder.LetGo();
        await Succeeds(applying);
        Assert.All(await KindsAsync(), x => Assert.Equal("state", x));
    }

    [TerraformFact]
    public async Task An_apply_outlives_a_restart_of_the_api_in_its_middle()
    {
        using var run = TerraformRun.For(api, Id, Run, 1);
        await Succeeds(run.RunAsync("init", "-input=false", "-no-color"));
        var applying = run.ApplyAsync("one");
        await run.WaitUntilStartedAsync(applying);

        var port = api.Url.Port;
        await api.StopAsync();
        using (var gone = new TcpListener(IPAddress.Loopback, port))
        {
            gone.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            gone.Start();
            run.LetGo();
            // Terraform has knocked and found nobody: only now may the API come back.
            using var knock = await gone.AcceptTcpClientAsync();
        }

        await api.StartAsync();
        await Succeeds(applying);
        Assert.False(run.HasErroredState);
        Assert.Equal("\"one\"", (await Succeeds(run.RunAsync("output", "-no-color", "text"))).Trim());
        Assert.All(await KindsAsync(), x => Assert.Equal("state", x));
    }

    [TerraformFact]
    public async Task A_superseded_terraform_that_wakes_up_cannot_write_and_what_it_knew_is_kept()
    {
        using var stale = TerraformRun.For(api, Id, Run, 1);
        stale.LetGo();
        await Succeeds(stale.RunAsync("init", "-input=false", "-no-color"));
        await Succeeds(stale.ApplyAsync("before"));
        stale.Hold();
        var applying = stale.ApplyAsync("stale");
        await stale.WaitUntilStartedAsync(applying);

        using var next = TerraformRun.For(api, Id, Run, 2);
        next.LetGo();
        await Succeeds(next.RunAsync("init", "-input=false", "-no-color"));
        await Succeeds(next.ApplyAsync("fresh"));

        stale.LetGo();
        var (exitCode, output) = await applying;
        Assert.Equal(1, exitCode);
        Assert.Contains("409", output, StringComparison.Ordinal);
        Assert.True(stale.HasErroredState);
        Assert.Contains("stray", await KindsAsync());
        Assert.Equal("\"fresh\"", (await Succeeds(next.RunAsync("output", "-no-color", "text"))).Trim());
    }

    [TerraformFact]
    public async Task A_terraform_that_lost_its_lock_cannot_write()
    {
        using var run = TerraformRun.For(api, Id, Run, 1);
        await Succeeds(run.RunAsync("init", "-input=false", "-no-color"));
        var applying = run.ApplyAsync("one");
        await run.WaitUntilStartedAsync(applying);
        using (var client = StateClient.For(api, Id, Run, 1))
        {
            var held = JsonDocument.Parse(await (await client.LockAsync("probe")).Content.ReadAsStringAsync()).RootElement.GetProperty("ID").GetString()!;
            Assert.Equal(HttpStatusCode.OK, (await client.UnlockAsync(held)).StatusCode);
        }

        run.LetGo();
        var (exitCode, _) = await applying;
        Assert.Equal(1, exitCode);
        Assert.True(run.HasErroredState);
        Assert.All(await KindsAsync(), x => Assert.Equal("stray", x));
    }

    [TerraformFact]
    public async Task A_wrong_token_ends_terraform_at_once()
    {
        using var run = new TerraformRun(api, Id, "v1.forged");
        var (exitCode, output) = await run.RunAsync("init", "-input=false", "-no-color");

        Assert.Equal(1, exitCode);
        Assert.Contains("invalid auth", output, StringComparison.Ordinal);
    }

    static async Task<string> Succeeds(Task<(int ExitCode, string Output)> run)
    {
        var (exitCode, output) = await run;
        Assert.True(exitCode == 0, output);
        return output;
    }

    async Task<List<string>> KindsAsync()
    {
        using var http = api.Client();
        var list = JsonDocument.Parse(await http.GetStringAsync($"/deployments/{Id}/state/versions")).RootElement;
        return [.. list.GetProperty("versions").EnumerateArray().Select(x => x.GetProperty("kind").GetString()!)];
    }

    sealed class TerraformFactAttribute : FactAttribute
    {
        public TerraformFactAttribute() => Skip = TerraformRun.IsInstalled ? null : "terraform is not installed";
    }
}
