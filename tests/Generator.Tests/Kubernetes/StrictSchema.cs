using k8s;
using YamlDotNet.Core;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>Holds manifests against the types of the Kubernetes API: fields that are not known and values of another type are refused.</summary>
static class StrictSchema
{
    static readonly Dictionary<string, Type> OthersTypes = new() { ["external-secrets.io/v1/ExternalSecret"] = typeof(ExternalSecretShape) };

    public static IReadOnlyList<object> Read(string manifests)
    {
        try
        {
            return KubernetesYaml.LoadAllFromString(manifests, OthersTypes, strict: true);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"Line {e.Start.Line}: {(e.InnerException ?? e).Message}\n{string.Join('\n', manifests.Split('\n').Skip((int)e.Start.Line - 5).Take(8))}", e);
        }
    }
}
