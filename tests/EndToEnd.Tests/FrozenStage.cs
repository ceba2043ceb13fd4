using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Stops the one process of an embedded agent while a deployment is in a state that takes no tool and lasts for milliseconds. Its
/// database is watched from outside; a deployment that got away goes on to its end, and the next one is tried.</summary>
sealed class FrozenStage(Agent agent)
{
    const int MostTries = 200;

    readonly string database = $"Data Source={Path.Combine(agent.DataDirectory, "infra-agent.db")};Mode=ReadOnly";

    /// <param name="state">Name of the saga's state.</param>
    /// <param name="begin">Sends the deployment of this id on its way into the state.</param>
    /// <param name="prefix">Of the ids.</param>
    /// <returns>The id of the deployment that was caught; those before it were not.</returns>
    public async Task<(string Caught, IReadOnlyList<string> Escaped)> CatchAsync(string state, string prefix, Func<string, Task> begin)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        var escaped = new List<string>();
        while (escaped.Count < MostTries)
        {
            var id = $"{prefix}-{escaped.Count}";
            var begun = begin(id);
            if (Arrives(connection, id, state))
            {
                agent["standalone"].Freeze();
                if (StateOf(connection, id) == state)
                    return (id, escaped);
                agent["standalone"].Thaw();
            }
            await begun;
            escaped.Add(id);
        }
        throw new TimeoutException($"None of {MostTries} deployments was caught in {state}.");
    }

    // Without a pause: the state may be over in a millisecond.
    static bool Arrives(SqliteConnection connection, string id, string wanted)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience.Limit)
        {
            var state = StateOf(connection, id);
            if (state == wanted)
                return true;
            if (state is "Healthy" or "Failed" or "Rejected" || (state == "Generated" && wanted == "Generating"))
                return false;
        }
        throw new TimeoutException($"{id} did not get to {wanted}.");
    }

    static string? StateOf(SqliteConnection connection, string id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "CurrentState" FROM deployments WHERE "DeploymentId" = $id""";
        command.Parameters.AddWithValue("$id", id);
        return (string?)command.ExecuteScalar();
    }
}
