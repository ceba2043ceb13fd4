using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Five services that share no folder, only a bucket.</summary>
public sealed class BucketTests
{
    [WholeAgentFact(Part.S3)]
    public async Task A_deployment_becomes_healthy_with_its_artifacts_and_logs_in_a_bucket()
    {
        const string Id = "in-a-bucket";
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        await using var agent = await Agent.StartAsync(Way.Distributed, settings: new Dictionary<string, string>
        {
            ["Artifacts:Location"] = $"s3://{bucket}/agents/test",
            ["Artifacts:Endpoint"] = server.Endpoint.AbsoluteUri,
            ["Artifacts:AccessKey"] = S3Server.AccessKey,
            ["Artifacts:SecretKey"] = S3Server.SecretKey,
        });

        var generated = await agent.PostAsync("/generate", Requests.Local(Id), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        var deployed = await agent.PostAsync("/deploy", Requests.Of(Id), "wait=120");
        Assert.True(deployed.Code is 200 or 202, deployed.Text);
        Assert.Equal("healthy", await agent.SettledAsync(Id));

        var bundle = await agent.BundleAsync(Id, 1);
        Assert.Contains("main.tf", bundle.Keys);
        var artifacts = (await agent.StatusAsync(Id))["artifacts"]!.AsArray().Select(x => x!).ToList();
        Assert.NotEmpty(artifacts);
        foreach (var artifact in artifacts)
        {
            var path = artifact["path"]!.GetValue<string>();
            Assert.Equal($"s3://{bucket}/agents/test/{path}", artifact["uri"]!.GetValue<string>());
            var file = await agent.GetAsync($"/artifacts/{path}");
            Assert.Equal((path, 200), (path, file.Code));
            Assert.Contains($"agents/test/blobs/sha256/{artifact["digest"]!.GetValue<string>()["sha256:".Length..]}", server.Keys(bucket));
        }

        Assert.Equal(200, (await agent.GetAsync($"/deployments/{Id}/plan")).Code);
        var logs = server.Keys(bucket).Where(x => x.StartsWith($"agents/test/logs/{Id}/", StringComparison.Ordinal)).Select(x => x["agents/test/".Length..x.LastIndexOf('/')]).Distinct().ToList();
        Assert.NotEmpty(logs);
        foreach (var log in logs)
        {
            var said = await agent.GetAsync($"/{log}");
            Assert.Equal((log, 200), (log, said.Code));
            Assert.NotEmpty(said.Text);
        }

        Assert.Empty(Directory.EnumerateDirectories(agent.Folder, "artifacts", SearchOption.AllDirectories));
    }
}
