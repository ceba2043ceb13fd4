using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using InfraAgent.Api.Tests.Deployments;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Hosting.Security;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Endpoints;

public sealed class DeadMessageEndpointTests
{
    [Fact]
    public async Task Dead_messages_are_listed_by_page_requeued_once_and_discarded()
    {
        var bed = new SagaBed();
        await bed.InitializeAsync();
        try
        {
            using var http = bed.Client();
            var ids = await AddAsync(bed, 3, MessageUrnOf("PlanMade"));
            await Task.Delay(2); // ids are ordered by the millisecond
            var apply = (await AddAsync(bed, 1, MassTransit.MessageUrn.ForTypeString<ApplyPlan>()))[0];

            var page = await JsonAsync(http, "/dead-messages?limit=2");
            Assert.Equal([apply, ids[2]], page.GetProperty("dead_messages").EnumerateArray().Select(x => x.GetProperty("id").GetGuid()));
            var rest = await JsonAsync(http, $"/dead-messages?cursor={page.GetProperty("next_cursor").GetGuid()}");
            Assert.Equal([ids[1], ids[0]], rest.GetProperty("dead_messages").EnumerateArray().Select(x => x.GetProperty("id").GetGuid()));
            var shown = rest.GetProperty("dead_messages")[0];
            Assert.Equal(("PlanMade", "hello", "It broke."), (shown.GetProperty("message_type").GetString(), shown.GetProperty("deployment_id").GetString(), shown.GetProperty("reason").GetString()));

            var requeued = await http.PostAsync($"/dead-messages/{ids[0]}/requeue", null);
            Assert.Equal(HttpStatusCode.Accepted, requeued.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"/dead-messages/{ids[0]}/requeue", null)).StatusCode);
            var refused = await http.PostAsync($"/dead-messages/{apply}/requeue", null);
            Assert.Equal((HttpStatusCode.Conflict, Problem.ContentType), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
            Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync($"/dead-messages/{apply}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync($"/dead-messages/{apply}")).StatusCode);
            Assert.Equal(2, (await JsonAsync(http, "/dead-messages")).GetProperty("dead_messages").GetArrayLength());
        }
        finally
        {
            await bed.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("operator", "*")]
    [InlineData("admin", "dev")]
    public async Task Only_admins_of_all_environments_may_touch_them(string role, string environment)
    {
        using var folder = new TempFolder();
        var key = ApiKeySecret.New();
        await File.WriteAllTextAsync(folder.File("keys.yaml"), $"keys:\n  - name: somebody\n    hash: {ApiKeySecret.Hash(key)}\n    roles: [{role}]\n    environments: [\"{environment}\"]\n");
        var bed = new SagaBed { Settings = [$"--Auth:ApiKeysFile={folder.File("keys.yaml")}"] };
        await bed.InitializeAsync();
        try
        {
            var id = (await AddAsync(bed, 1, MessageUrnOf("PlanMade")))[0];
            using var http = bed.Client();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/dead-messages")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync($"/dead-messages/{id}/requeue", null)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.DeleteAsync($"/dead-messages/{id}")).StatusCode);
        }
        finally
        {
            await bed.DisposeAsync();
        }
    }

    static string MessageUrnOf(string name) => "urn:message:InfraAgent.Contracts:" + name;

    static async Task<JsonElement> JsonAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    static async Task<List<Guid>> AddAsync(SagaBed bed, int count, string type)
    {
        await using var db = await bed.Host.Services.GetRequiredService<IDbContextFactory<AgentDb>>().CreateDbContextAsync();
        var rows = Enumerable.Range(0, count).Select(_ => new DeadMessage
        {
            Id = Guid.CreateVersion7(), MessageId = Guid.NewGuid(), Endpoint = "infra-agent-nowhere", MessageType = type, ContentType = "application/vnd.masstransit+json",
            Body = """{"message": {"deploymentId": "hello"}}"""u8.ToArray(), Reason = "It broke.", FailedAt = 1,
        }).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return [.. rows.Select(x => x.Id).Order()];
    }
}
