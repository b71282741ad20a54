using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>A token in a file, read again when the file has changed.</summary>
internal sealed class TokenFile
{
    private (string Path, DateTime Written, string Token)? _read;

    /// <exception cref="CallEndedException">The file cannot be read, or is empty.</exception>
    public string Read(string path)
    {
        try
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (_read is { } read && read.Path == path && read.Written == written)
            {
                return read.Token;
            }

            var token = File.ReadAllText(path).Trim();
            if (token.Length == 0 || token.Any(static letter => letter is <= ' ' or > '~'))
            {
                throw Fault("holds no token");
            }

            _read = (path, written, token);
            return token;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault("cannot be read");
        }
    }

    private static CallEndedException Fault(string problem) => new(new GitHubError(GitHubFault.Unauthorized, $"The file that GitHub:TokenFile names {problem}."));
}
