namespace FamilyCart.AppHost.Resources;

/// <summary>The images of backing services, in one place. SQL keeps to PostgreSQL 15 and commands to Redis 7.0, so later majors need their tests first.</summary>
internal static class ImageTags
{
    public const int PostgresMajor = 15;
    public const string Registry = "docker.io";
    public const string PostgresImage = "library/postgres";
    public const string Postgres = "15.14-alpine";
    public const string RedisImage = "library/redis";
    public const string Redis = "7.4-alpine";
    public const string OllamaImage = "ollama/ollama";
    public const string Ollama = "0.12.6";
    public const string RegistryImage = "library/registry";
    public const string RegistryServer = "2.8.3";

    /// <summary>Full names of the images without which no topology of containers starts.</summary>
    public static IReadOnlyList<string> Needed { get; } = [$"{Registry}/{PostgresImage}:{Postgres}", $"{Registry}/{RedisImage}:{Redis}"];
}
