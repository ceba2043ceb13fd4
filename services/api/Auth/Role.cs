namespace InfraAgent.Api.Auth;

/// <summary>What a key is for. An operator and an approver may view too; an operator may not approve, so that two people can be required; an admin may all.</summary>
public enum Role { Viewer, Operator, Approver, Admin }
