using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Settings of section <c>Runner</c>.</summary>
/// <param name="Distribution">The unpacked runner: a folder with <c>bin/Runner.Listener</c>. Null: this host starts no runner.</param>
/// <param name="Folder">Below it every runner has a folder of its own. Default <c>/var/lib/familycart-runners</c>, where nobody else may make folders.</param>
/// <param name="FirstUserId">A manager that is root gives every runner a user id of its own from here on; they need no account. Default 48001.</param>
internal sealed record ProcessDriverSettings(string? Distribution, string Folder, int FirstUserId)
{
    public const string Section = "Runner";

    /// <summary>Where the listener lies in a distribution.</summary>
    public const string Listener = "bin/Runner.Listener";

    private const int LowestUserId = 1000;

    public static ProcessDriverSettings Read(SettingReader reader)
    {
        var distribution = reader.Text(nameof(Distribution));
        if (distribution is not null && !File.Exists(Path.Combine(distribution, Listener)))
        {
            reader.AddFault(nameof(Distribution), distribution, $"a folder with {Listener}", "/opt/actions-runner");
        }

        return new(
            distribution is null ? null : Path.GetFullPath(distribution),
            Path.GetFullPath(reader.Text(nameof(Folder)) ?? "/var/lib/familycart-runners"),
            reader.Whole(nameof(FirstUserId), 48_001, LowestUserId, int.MaxValue / 2));
    }
}
