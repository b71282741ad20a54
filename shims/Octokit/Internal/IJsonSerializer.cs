namespace Octokit.Internal;

/// <summary>Turns bodies into JSON and back.</summary>
public interface IJsonSerializer
{
    string Serialize(object item);

    T Deserialize<T>(string json);
}
