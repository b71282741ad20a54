namespace FamilyCart.RunnerManager.Pages;

/// <summary>A button for operators; the script sends what it says, below the page's own address.</summary>
internal static class OperatorButton
{
    /// <param name="kind"><c>pools</c>, <c>hosts</c> or <c>runners</c>.</param>
    /// <param name="name">Of the one that it is for.</param>
    /// <param name="drained">Whether it is out of service.</param>
    public static string Toggle(string kind, string name, bool drained) => drained ? Write(kind, name, "resume", "Resume") : Write(kind, name, "drain", "Drain");

    /// <summary>For one runner, by its slot.</summary>
    public static string Replace(string slot) => Write("runners", slot, "drain", "Replace");

    private static string Write(string kind, string name, string verb, string label) =>
        $"<button type=\"button\" id=\"act-{kind}-{Html.Encode(name)}\" data-act=\"api/{kind}/{Html.Encode(name)}/{verb}\">{label}<span class=\"unseen\"> {Html.Encode(name)}</span></button>";
}
