namespace InfraAgent.Policy.Assertions;

sealed class Negation(Condition part) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all) => part.Judge(subject, all)?.Not();

    public override string Explain(Subject subject, SubjectIndex all) => "not: " + part.Explain(subject, all);

    public override string? Decides(Subject subject, SubjectIndex all) => part.Decides(subject, all);

    public override IEnumerable<string> Types => part.Types;

    public override bool Connects => part.Connects;
}
