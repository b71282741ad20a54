using System.Text.RegularExpressions;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>Settings of section <c>Runner:Container</c>.</summary>
/// <param name="Image">The runner's image, which the engine has: <c>actions/runner</c> unpacked in <paramref name="Folder"/>, <c>/bin/sh</c> and GNU coreutils. Null: this host starts no containers and asks no engine.</param>
/// <param name="Socket">The engine's socket. Default <c>/var/run/docker.sock</c>.</param>
/// <param name="Fleet">What the containers of this manager are labelled with; whatever has another label is nobody's of ours. Null for the host's name.</param>
/// <param name="Folder">Where the runner lies in the image, with <c>bin/Runner.Listener</c>. Default <c>/home/runner</c>.</param>
/// <param name="User">User and group id of runner and job. Default <c>1001:1001</c>.</param>
/// <param name="Network">A network that the engine has, for all runners. Null, the default: each runner has one of its own.</param>
/// <param name="ReadOnlyRoot">Only the runner's folder and memory can be written to. Default true.</param>
/// <param name="BuilderImage">BuildKit's rootless image, for pools with <c>Builder=true</c>.</param>
/// <param name="RegistryMirror">The registry cache as builders reach it. Null for none.</param>
internal sealed partial record ContainerSettings(
    string? Image,
    string Socket,
    string? Fleet,
    string Folder,
    string User,
    string? Network,
    bool ReadOnlyRoot,
    string? BuilderImage,
    Uri? RegistryMirror)
{
    public const string Section = "Runner:Container";

    // It was a setting once.
    private const string MirrorNetwork = "MirrorNetwork";

    public static ContainerSettings Read(SettingReader reader)
    {
        var socket = reader.Text(nameof(Socket)) ?? "/var/run/docker.sock";
        if (!Path.IsPathRooted(socket) || socket.Length > 100)
        {
            reader.AddFault(nameof(Socket), socket, "the absolute path of a socket, of at most 100 letters", "/var/run/docker.sock");
        }

        var folder = (reader.Text(nameof(Folder)) ?? "/home/runner").TrimEnd('/');
        if (!FolderForm().IsMatch(folder))
        {
            reader.AddFault(nameof(Folder), folder, "an absolute folder of plain letters below /", "/home/runner");
        }

        var user = reader.Text(nameof(User)) ?? "1001:1001";
        if (!UserForm().IsMatch(user))
        {
            reader.AddFault(nameof(User), user, "a user id and a group id, neither of them root's", "1001:1001");
        }

        var network = OwnNetwork(reader, nameof(Network));
        var builder = reader.Text(nameof(BuilderImage));
        if (network is not null && builder is not null)
        {
            reader.AddFault(
                nameof(Network), $"is '{network}', on which every runner would reach the builders of all others", $"leave it out where there is {Section}:{nameof(BuilderImage)}, so that each runner has a network of its own");
        }

        if (reader.Text(MirrorNetwork) is { } way)
        {
            reader.AddFault(
                MirrorNetwork, $"is '{way}', on which all builders would reach each other", "leave it out, and give the registry cache an address of one of the engine's bridges, which builders reach from their own networks (RegistryCache:Address=172.17.0.1)");
        }

        return new(
            reader.Text(nameof(Image)),
            socket,
            Named(reader, nameof(Fleet), "runner-host-1"),
            folder,
            user,
            network,
            reader.Flag(nameof(ReadOnlyRoot), true),
            builder,
            reader.HttpUrl(nameof(RegistryMirror), "http://uat-registry-cache:5000"));
    }

    private static string? Named(SettingReader reader, string key, string example)
    {
        var name = reader.Text(key);
        if (name is not null && !NameForm().IsMatch(name))
        {
            reader.AddFault(key, name, "a name of up to 64 letters, digits, dots, underscores and dashes", example);
        }

        return name;
    }

    private static string? OwnNetwork(SettingReader reader, string key)
    {
        var name = Named(reader, key, "runners");
        // The host's network has the loopback services of the host; the default one has everybody's containers.
        if (name is "host" or "none" or "default" or "bridge")
        {
            reader.AddFault(key, name, "a network of its own", "runners");
        }

        return name;
    }

    [GeneratedRegex("^(/[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex FolderForm();

    [GeneratedRegex("^[1-9][0-9]{0,8}:[1-9][0-9]{0,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex UserForm();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
