namespace InfraAgent.Policy.Assertions;

/// <summary>Something that is so or not of a resource. Has no state: one instance serves all plans.</summary>
abstract class Condition
{
    /// <summary>Null when it says nothing of this resource: it is of another type.</summary>
    public abstract Truth? Judge(Subject subject, SubjectIndex all);

    /// <summary>What has to be otherwise for <see cref="Judge"/> not to be false, in a few words, for the first condition that decides it.</summary>
    public abstract string Explain(Subject subject, SubjectIndex all);

    /// <summary>The attribute or block of the resource that it looks at, or the first of those that decide; null where it looks at other resources.</summary>
    public abstract string? Decides(Subject subject, SubjectIndex all);

    /// <summary>Types that it looks at, with <c>*</c> for any characters.</summary>
    public abstract IEnumerable<string> Types { get; }

    /// <summary>True when it looks at other resources, too.</summary>
    public virtual bool Connects => false;
}
