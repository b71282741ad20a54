namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>What making images needs of the machine.</summary>
internal static class ImageTools
{
    // Debian's servers lie outside an ordinary user's PATH.
    private static readonly string[] s_folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <returns>Why no image can be made here; null if one can.</returns>
    public static string? Obstacle() => (Missing("dockerd", "tests/engine.sh start installs it") ?? Missing("docker-registry", "build/install.sh docker-registry does that")) switch
    {
        null when !Environment.IsPrivilegedProcess && Missing("sudo", "") is not null => "only root may run a container engine here, and there is no sudo",
        var missing => missing,
    };

    private static string? Missing(string program, string remedy) =>
        s_folders.Any(folder => File.Exists(Path.Combine(folder, program))) ? null : $"{program} is not installed; {remedy}";
}
