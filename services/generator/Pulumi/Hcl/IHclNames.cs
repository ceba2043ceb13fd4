namespace InfraAgent.Generator;

/// <summary>What stands behind the names of a module's code.</summary>
interface IHclNames
{
    /// <summary><c>var.x</c>, <c>local.x</c>, or a resource, <c>aws_vpc.this</c>; null: there is no such thing.</summary>
    DataValue? Find(string kind, string name);

    /// <summary><c>data.aws_region.current</c>; null: there is no such thing.</summary>
    DataValue? FindData(string type, string name);

    /// <summary>The parameter's value decides about the program itself: no setting of a stack can change it afterwards.</summary>
    void Decides(PulumiConfigValue parameter);

    /// <summary>What the code itself sets the property to that a reference stands for: that much is known before a run; null: it sets nothing.</summary>
    DataValue? Configured(PulumiReference reference);

    /// <summary>Which service the ARN is of that a reference stands for; null: that is not known.</summary>
    string? ArnService(PulumiReference reference);
}
