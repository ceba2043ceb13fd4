using System.Text.Json;
using Google.Protobuf;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Wire;

/// <summary>Values and errors in and out of the protocol's messages.</summary>
public static class WireValues
{
    public static DynamicValue ToWire(object? value, CtyType type) => new() { Msgpack = UnsafeByteOperations.UnsafeWrap(MessagePackWriter.Write(value, type)) };

    public static object? FromWire(DynamicValue? value, CtyType type)
    {
        if (value is null) return null;
        if (value.Msgpack.Length > 0) return MessagePackReader.Read(value.Msgpack.Span, type);
        if (value.Json.Length == 0) return null;
        using var json = JsonDocument.Parse(value.Json.Memory);
        return CtyJson.Read(json.RootElement, type);
    }

    public static Diagnostic Error(string summary, string detail = "") => new() { Severity = Diagnostic.Types.Severity.Error, Summary = summary, Detail = detail };
}
