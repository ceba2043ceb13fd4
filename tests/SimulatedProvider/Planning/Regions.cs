namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>The regions of the simulated cloud and their availability zones (letters, in order).</summary>
public static class Regions
{
    static readonly Dictionary<string, (string Code, string Zones, string Description)> All = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = ("use1", "abcdef", "US East (N. Virginia)"),
        ["us-east-2"] = ("use2", "abc", "US East (Ohio)"),
        ["us-west-1"] = ("usw1", "ac", "US West (N. California)"),
        ["us-west-2"] = ("usw2", "abcd", "US West (Oregon)"),
        ["ca-central-1"] = ("cac1", "abd", "Canada (Central)"),
        ["sa-east-1"] = ("sae1", "abc", "South America (Sao Paulo)"),
        ["eu-central-1"] = ("euc1", "abc", "Europe (Frankfurt)"),
        ["eu-west-1"] = ("euw1", "abc", "Europe (Ireland)"),
        ["eu-west-2"] = ("euw2", "abc", "Europe (London)"),
        ["eu-west-3"] = ("euw3", "abc", "Europe (Paris)"),
        ["eu-north-1"] = ("eun1", "abc", "Europe (Stockholm)"),
        ["eu-south-1"] = ("eus1", "abc", "Europe (Milan)"),
        ["ap-south-1"] = ("aps1", "abc", "Asia Pacific (Mumbai)"),
        ["ap-southeast-1"] = ("apse1", "abc", "Asia Pacific (Singapore)"),
        ["ap-southeast-2"] = ("apse2", "abc", "Asia Pacific (Sydney)"),
        ["ap-northeast-1"] = ("apne1", "acd", "Asia Pacific (Tokyo)"),
        ["ap-northeast-2"] = ("apne2", "abcd", "Asia Pacific (Seoul)"),
        ["ap-northeast-3"] = ("apne3", "abc", "Asia Pacific (Osaka)"),
        ["us-gov-west-1"] = ("usgw1", "abc", "AWS GovCloud (US-West)"),
        ["us-gov-east-1"] = ("usge1", "abc", "AWS GovCloud (US-East)"),
        ["cn-north-1"] = ("cnn1", "abd", "China (Beijing)"),
        ["cn-northwest-1"] = ("cnnw1", "abc", "China (Ningxia)"),
    };

    public static bool Known(string region) => All.ContainsKey(region);

    public static string Description(string region) => All.TryGetValue(region, out var known) ? known.Description : region;

    public static IEnumerable<(string Name, string Id)> Zones(string region)
    {
        var (code, zones, _) = All.TryGetValue(region, out var known) ? known : ("sim1", "abc", region);
        return zones.Select((letter, i) => (region + letter, $"{code}-az{i + 1}"));
    }

    public static string Partition(string region) => region switch
    {
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ => "aws",
    };

    public static string DnsSuffix(string partition) => partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
