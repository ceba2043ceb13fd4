using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>A value of the request that knows where it stands there, also after it was merged with values from elsewhere.
/// Objects have names that are text and are there once.</summary>
sealed class SpecNode
{
    static readonly OrderedDictionary<string, SpecNode> NoMembers = [];
    static readonly JsonElement EmptyList = JsonElement.Parse("[]");
    static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    readonly SpecNode? parent;
    readonly string step;
    /// <summary>The node and all below it stand at one place: what a module's template made has no places of its own.</summary>
    readonly bool whole;

    SpecNode(JsonElement json, SpecNode? parent, string step, bool whole)
    {
        Json = json;
        this.parent = parent;
        this.step = step;
        this.whole = whole;
    }

    SpecNode(SpecNode like, OrderedDictionary<string, SpecNode> members, IReadOnlyList<SpecNode> items) : this(like.Json, like.parent, like.step, like.whole)
    {
        Members = members;
        Items = items;
    }

    /// <summary>The scalar; of an object or list that was merged, one of its sources.</summary>
    public JsonElement Json { get; }
    public JsonValueKind Kind => Json.ValueKind;
    /// <summary>Of an object, in the order of the request.</summary>
    public OrderedDictionary<string, SpecNode> Members { get; private set; } = NoMembers;
    /// <summary>Of a list.</summary>
    public IReadOnlyList<SpecNode> Items { get; private set; } = [];

    /// <summary>JSON Pointer into the request.</summary>
    public string Place => parent is null ? step : whole ? parent.Place : Pointer.Member(parent.Place, step);

    public SpecNode? this[string name] => Members.GetValueOrDefault(name);

    /// <summary>Where a member is or would be.</summary>
    public string PlaceOf(string name) => this[name]?.Place ?? (whole ? Place : Pointer.Member(Place, name));

    /// <summary>The value as a message may show it.</summary>
    public string Show() => CarriableText.Show(Json);

    public static SpecNode Read(JsonElement json, string place, FindingList findings)
    {
        var node = new SpecNode(json, null, place, whole: false);
        node.Fill(findings);
        return node;
    }

    /// <summary>All of it stands at one place.</summary>
    public static SpecNode ReadWhole(JsonElement json, string place, FindingList findings)
    {
        var node = new SpecNode(json, null, place, whole: true);
        node.Fill(findings);
        return node;
    }

    /// <summary>The same place with other members.</summary>
    public SpecNode With(IEnumerable<KeyValuePair<string, SpecNode>> members) => new(this, new OrderedDictionary<string, SpecNode>(members, StringComparer.Ordinal), []);

    /// <summary>The same place with one member set, or taken away.</summary>
    public SpecNode With(string name, SpecNode? value)
    {
        var members = new OrderedDictionary<string, SpecNode>(Members, StringComparer.Ordinal);
        if (value is null) members.Remove(name);
        else members[name] = value;
        return With(members);
    }

    /// <summary>The same place with other items.</summary>
    public SpecNode With(IReadOnlyList<SpecNode> items) => new(this, NoMembers, items);

    /// <summary>A list, an object or a text that stands for something else at this place.</summary>
    public SpecNode AsList(IReadOnlyList<SpecNode> items) => new(new SpecNode(EmptyList, parent, step, whole), NoMembers, items);

    public SpecNode AsObject(IEnumerable<KeyValuePair<string, SpecNode>> members) => new SpecNode(EmptyObject, parent, step, whole).With(members);

    public SpecNode AsText(string text) => new(JsonSerializer.SerializeToElement(text), parent, step, whole);

    void Fill(FindingList findings)
    {
        if (Kind == JsonValueKind.Object) FillMembers(findings);
        else if (Kind == JsonValueKind.Array)
        {
            var items = new SpecNode[Json.GetArrayLength()];
            foreach (var (i, item) in Json.EnumerateArray().Index())
            {
                items[i] = new SpecNode(item, this, i.ToString(CultureInfo.InvariantCulture), whole);
                items[i].Fill(findings);
            }

            Items = items;
        }
    }

    void FillMembers(FindingList findings)
    {
        Members = new OrderedDictionary<string, SpecNode>(Json.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in Json.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                name = "\ud800"; // Explained below as what it is.
            }

            if (CarriableText.Explain(name) is { } wrong)
            {
                findings.Add(SpecRules.Text, Place, $"The object has a name in it that contains {wrong}.", "Give it a name of ordinary characters.");
                continue;
            }

            var member = new SpecNode(property.Value, this, name, whole);
            if (Members.TryAdd(name, member)) member.Fill(findings);
            else findings.Add(SpecRules.SaidTwice, member.Place, $"The object has {CarriableText.Show(name)} twice.", "Keep one of them.");
        }
    }
}
