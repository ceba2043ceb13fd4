using System.Text.Json;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.DataSources;

/// <summary>
/// Answers data sources: what is configured stays; then comes the world's <c>data/TYPE.json</c>
/// (<c>[{"match": {attribute: value}, "attributes": {…}}]</c>), then what the simulated cloud knows itself.
/// </summary>
public sealed class DataAnswers(CloudAccount account, WorldFolder world)
{
    public SortedDictionary<string, object?> Answer(ObjectSchema schema, object? config)
    {
        var configured = Cty.AsObject(config) ?? Cty.NewObject();
        var region = Cty.Text(config, "region") ?? account.Region;
        var known = FromWorld(schema, configured) ?? schema.Name switch
        {
            "aws_availability_zones" => Zones(configured, region),
            "aws_region" => Region(Cty.Text(config, "name") ?? region),
            "google_compute_zones" => GoogleZones(region),
            "aws_iam_policy_document" => PolicyDocument.Answer(configured),
            _ => Cty.NewObject(),
        };
        var answer = Cty.NewObject();
        foreach (var attribute in schema.Block.Attributes)
            answer[attribute.Name] = configured.GetValueOrDefault(attribute.Name) ?? known.GetValueOrDefault(attribute.Name) ?? (attribute.Computed ? Unknown.Value : null);
        foreach (var nested in schema.Block.Blocks)
            answer[nested.Name] = configured.GetValueOrDefault(nested.Name);
        return new ValueMaker(account, world).Finish(schema, answer);
    }

    SortedDictionary<string, object?>? FromWorld(ObjectSchema schema, SortedDictionary<string, object?> configured)
    {
        var path = Path.Combine(world.Root, "data", schema.Name + ".json");
        if (!File.Exists(path)) return null;
        using var answers = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var answer in answers.RootElement.EnumerateArray())
        {
            if (answer.TryGetProperty("match", out var match)
                && !match.EnumerateObject().All(m => Cty.Scalar(configured.GetValueOrDefault(m.Name)) == m.Value.ToString())) continue;
            return Cty.AsObject(CtyJson.Read(answer.GetProperty("attributes"), schema.Type));
        }
        return null;
    }

    static SortedDictionary<string, object?> Zones(SortedDictionary<string, object?> configured, string region)
    {
        var names = Cty.AsList(configured.GetValueOrDefault("exclude_names")) ?? [];
        var ids = Cty.AsList(configured.GetValueOrDefault("exclude_zone_ids")) ?? [];
        var zones = Regions.Zones(region).Where(z => !names.Contains(z.Name) && !ids.Contains(z.Id)).ToList();
        var answer = Cty.NewObject();
        answer["id"] = region;
        answer["names"] = zones.ConvertAll(z => (object?)z.Name);
        answer["zone_ids"] = zones.ConvertAll(z => (object?)z.Id);
        answer["group_names"] = new List<object?> { region };
        return answer;
    }

    SortedDictionary<string, object?> GoogleZones(string region)
    {
        var answer = Cty.NewObject();
        answer["id"] = $"projects/{account.AccountId}/regions/{region}";
        // Few regions have other letters, and nobody should rely on them.
        answer["names"] = new List<object?> { $"{region}-a", $"{region}-b", $"{region}-c" };
        return answer;
    }

    SortedDictionary<string, object?> Region(string region)
    {
        var answer = Cty.NewObject();
        answer["id"] = answer["name"] = answer["region"] = region;
        answer["description"] = Regions.Description(region);
        answer["endpoint"] = $"ec2.{region}.{Regions.DnsSuffix(account.Partition)}";
        return answer;
    }
}
