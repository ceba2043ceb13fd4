using System.Text.Json;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>Holds a rule's condition against each resource as it will be. What is deleted, or only read, is none of its business.</summary>
sealed class AssertionCheck(Assertion assertion) : PlanCheck
{
    public override bool LooksAt(string type) => assertion.LooksAt(type);

    public override bool Connects => assertion.Connects;

    public override bool Concerns(string type) => assertion.Concerns(type);

    public override IEnumerable<Found> Judge(PlannedChange change) =>
        change.Remains && assertion.Judge(change.Alone, SubjectIndex.Empty) is { } found ? [found] : [];

    public override IEnumerable<Found> Judge(IReadOnlyCollection<Subject> subjects, SubjectIndex all) =>
        subjects.Select(s => assertion.Judge(s, all)).OfType<Found>();
}
