namespace FamilyCart.RunnerManager.Drains;

/// <summary>What became of an operator's request, for people.</summary>
internal static class DrainSentence
{
    /// <param name="action">The request.</param>
    /// <param name="changed">False when it was so already.</param>
    public static string Of(OperatorAction action, bool changed) => (action.Verb, action.Target, changed) switch
    {
        (OperatorVerb.Drain, DrainTarget.Runner, true) => $"{action.Name} is replaced: it ends once it has no job, and another runner takes its place.",
        (OperatorVerb.Drain, DrainTarget.Runner, false) => $"{action.Name} is being replaced already.",
        (OperatorVerb.Drain, _, true) => $"{action.Name} is drained: nothing starts there, idle runners end, and jobs finish.",
        (OperatorVerb.Drain, _, false) => $"{action.Name} was drained already.",
        (_, _, true) => $"{action.Name} is back in service.",
        _ => $"{action.Name} was in service already.",
    };
}
