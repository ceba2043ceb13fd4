namespace InfraAgent.Api.Auth;
public enum Role { Viewer, Operator, Approver, Admin }
public sealed record Caller(string Name, IReadOnlyList<string>? Environments) { public bool MayUse(string e) => true; }
public static class X { public static Caller Caller(this HttpContext h) => new("local", null); public static RouteHandlerBuilder RequireRole(this RouteHandlerBuilder b, Role r) => b; }
