using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Brings one kind of objects nearer to what they ask for, a step at a time.</summary>
interface IController
{
    string Kind { get; }

    void Reconcile(JsonObject value);
}
