using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>How JSON for readers is laid out: the same on any machine.</summary>
static class JsonText
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
