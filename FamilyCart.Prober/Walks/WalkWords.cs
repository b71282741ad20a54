namespace FamilyCart.Prober.Walks;

/// <summary>What steps and outcomes are called in metrics, traces and logs.</summary>
internal static class WalkWords
{
    public static string Of(WalkStep step) => step switch
    {
        WalkStep.LogIn => "log_in",
        WalkStep.CleanUp => "clean_up",
        WalkStep.MakeList => "make_list",
        WalkStep.OpenSocket => "open_socket",
        WalkStep.AddItem => "add_item",
        WalkStep.SeeItem => "see_item",
        WalkStep.DeleteItem => "delete_item",
        WalkStep.DeleteList => "delete_list",
        _ => "log_out",
    };

    public static string Of(WalkOutcome outcome) => outcome switch
    {
        WalkOutcome.Succeeded => "succeeded",
        WalkOutcome.Limited => "limited",
        _ => "failed",
    };
}
