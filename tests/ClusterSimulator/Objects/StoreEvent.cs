using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>A change of one object. <c>Old</c>: null when it is new.</summary>
sealed record StoreEvent(long Version, ResourceType Type, JsonObject Object, JsonObject? Old, bool IsDeletion);
