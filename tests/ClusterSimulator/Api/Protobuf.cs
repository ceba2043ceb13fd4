using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>Typed clients in Go send some kinds as protobuf, with nothing to fall back on: helm its releases' Secrets, kubectl what it creates by name. These are
/// read here; answers are JSON, which they accept.</summary>
static class Protobuf
{
    // Type → number, name and type of its fields. *: a list. map, bytes: texts by their names, and base64 by theirs.
    static readonly Dictionary<string, string> Types = new()
    {
        ["Secret"] = "1 metadata meta,2 data bytes,3 type text,4 stringData map,5 immutable flag",
        ["ConfigMap"] = "1 metadata meta,2 data map,3 binaryData bytes,4 immutable flag",
        ["Namespace"] = "1 metadata meta",
        ["ServiceAccount"] = "1 metadata meta",
        ["DeleteOptions"] = "1 gracePeriodSeconds number,2 preconditions precondition,4 propagationPolicy text,5 dryRun *text",
        ["SelfSubjectAccessReview"] = "1 metadata meta,2 spec access",
        ["meta"] = "1 name text,2 generateName text,3 namespace text,5 uid text,6 resourceVersion text,11 labels map,12 annotations map,13 ownerReferences *owner,14 finalizers *text",
        ["owner"] = "1 kind text,3 name text,4 uid text,5 apiVersion text,6 controller flag,7 blockOwnerDeletion flag",
        ["precondition"] = "1 uid text,2 resourceVersion text",
        ["access"] = "1 resourceAttributes attributes",
        ["attributes"] = "1 namespace text,2 verb text,3 group text,4 version text,5 resource text,6 subresource text,7 name text"
    };

    /// <summary>Null where it is of a kind that is not known here.</summary>
    public static JsonObject? Decode(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("k8s\0"u8)) return null;
        var (version, kind, content) = ("", "", Array.Empty<byte>());
        foreach (var (number, value) in Fields(body[4..]))
        {
            if (number == 2) content = (byte[])value;
            if (number != 1) continue;
            foreach (var (part, text) in Fields((byte[])value))
            {
                if (part == 1) version = Text(text);
                if (part == 2) kind = Text(text);
            }
        }

        if (!Types.ContainsKey(kind)) return null;
        var message = Message(kind, content);
        (message["apiVersion"], message["kind"]) = (version, kind);
        return message;
    }

    static JsonObject Message(string type, byte[] content)
    {
        var known = Types[type].Split(',').Select(f => f.Split(' ')).ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => (Name: f[1], Type: f[2]));
        var message = new JsonObject();
        foreach (var (number, value) in Fields(content))
        {
            if (!known.TryGetValue(number, out var field)) continue;
            if (field.Type is "map" or "bytes")
            {
                var entry = Fields((byte[])value).ToDictionary(f => f.Number, f => (byte[])f.Value);
                message.Child(field.Name)[Text(entry[1])] = entry.GetValueOrDefault(2, []) is var bytes && field.Type == "map" ? Text(bytes) : Convert.ToBase64String(bytes);
            }
            else if (field.Type[0] == '*')
            {
                if (message[field.Name] is not JsonArray list) message[field.Name] = list = [];
                list.Add(Single(field.Type[1..], value));
            }
            // What is not set is sent as an empty text.
            else if (!(field.Type == "text" && Text(value).Length == 0)) message[field.Name] = Single(field.Type, value);
        }

        return message;
    }

    static JsonNode Single(string type, object value) => type switch
    {
        "text" => Text(value),
        "flag" => (ulong)value != 0,
        "number" => (long)(ulong)value,
        _ => Message(type, (byte[])value)
    };

    static string Text(object bytes) => Encoding.UTF8.GetString((byte[])bytes);

    static List<(int Number, object Value)> Fields(ReadOnlySpan<byte> content)
    {
        var fields = new List<(int, object)>();
        for (var i = 0; i < content.Length;)
        {
            var tag = Varint(content, ref i);
            switch (tag & 7)
            {
                case 0: fields.Add(((int)(tag >> 3), Varint(content, ref i))); break;
                case 2:
                    var length = (int)Varint(content, ref i);
                    fields.Add(((int)(tag >> 3), content.Slice(i, length).ToArray()));
                    i += length;
                    break;
                case 1: i += 8; break;
                case 5: i += 4; break;
                default: throw ApiException.Bad("malformed protobuf");
            }
        }

        return fields;
    }

    static ulong Varint(ReadOnlySpan<byte> content, ref int i)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = content[i++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
