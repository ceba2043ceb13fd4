import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";

const config = new pulumi.Config();
const awsRegion = config.require("awsRegion");
const containerImage = config.require("containerImage");

const provider = new aws.Provider("aws-provider", {
    region: awsRegion,
    defaultTags: {
        tags: {
            "infra-agent:deployment": "infra-2025-114",
            "infra-agent:environment": "staging",
        },
    },
});

const callerIdentity = aws.getCallerIdentityOutput({}, { provider });
const partition = aws.getPartitionOutput({}, { provider });
const region = aws.getRegionOutput({}, { provider });
const availabilityZones = aws.getAvailabilityZonesOutput({
    state: "available",
    filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
}, { provider });

// --- vpc ---

const vpcFlowLogGroup = new aws.cloudwatch.LogGroup("vpc-flow-log-group", {
    name: "/infra-agent/infra-2025-114-49f9b3b8c5/vpc-flow-logs",
    retentionInDays: 90,
    tags: { Module: "vpc/3.21.0" },
}, { provider });

const vpcFlowRole = new aws.iam.Role("vpc-flow-role", {
    name: "infra-2025-114-49f9b3b8c5-vpc-flow-logs",
    tags: { Module: "vpc/3.21.0" },
    assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Principal: { Service: "vpc-flow-logs.amazonaws.com" },
                Condition: { StringEquals: { "aws:SourceAccount": callerIdentity.accountId } },
            },
        ],
    }),
}, { provider });

const vpcFlowRolePolicy = new aws.iam.RolePolicy("vpc-flow-role-policy", {
    name: "write-flow-logs",
    role: vpcFlowRole.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: [
                    "logs:CreateLogStream",
                    "logs:DescribeLogGroups",
                    "logs:DescribeLogStreams",
                    "logs:PutLogEvents",
                ],
                Resource: [vpcFlowLogGroup.arn, pulumi.interpolate`${vpcFlowLogGroup.arn}:*`],
            },
        ],
    }),
}, { provider });

const vpc = new aws.ec2.Vpc("vpc", {
    cidrBlock: "10.16.0.0/16",
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: { Module: "vpc/3.21.0", Name: "infra-2025-114-49f9b3b8c5" },
}, { provider });

const vpcFlowLog = new aws.ec2.FlowLog("vpc-flow-log", {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logDestination: vpcFlowLogGroup.arn,
    iamRoleArn: vpcFlowRole.arn,
    maxAggregationInterval: 60,
    tags: { Module: "vpc/3.21.0", Name: "infra-2025-114-49f9b3b8c5" },
}, { provider, dependsOn: [vpcFlowRolePolicy] });

// Without rules: what is not given a group of its own can talk to nobody.
const vpcDefaultSecurityGroup = new aws.ec2.DefaultSecurityGroup("vpc-default-security-group", {
    vpcId: vpc.id,
    tags: { Module: "vpc/3.21.0", Name: "infra-2025-114-49f9b3b8c5-default-unused" },
}, { provider });

const vpcPrivateSubnet0 = new aws.ec2.Subnet("vpc-private-subnet-0", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[0],
    cidrBlock: "10.16.0.0/18",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[0]}`,
    },
}, { provider });

const vpcPrivateSubnet1 = new aws.ec2.Subnet("vpc-private-subnet-1", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[1],
    cidrBlock: "10.16.64.0/18",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[1]}`,
    },
}, { provider });

const vpcPrivateSubnet2 = new aws.ec2.Subnet("vpc-private-subnet-2", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[2],
    cidrBlock: "10.16.128.0/18",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[2]}`,
    },
}, { provider });

const vpcPublicSubnet0 = new aws.ec2.Subnet("vpc-public-subnet-0", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[0],
    cidrBlock: "10.16.192.0/20",
    mapPublicIpOnLaunch: false,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-public-${availabilityZones.names[0]}`,
    },
}, { provider });

const vpcPublicSubnet1 = new aws.ec2.Subnet("vpc-public-subnet-1", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[1],
    cidrBlock: "10.16.208.0/20",
    mapPublicIpOnLaunch: false,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-public-${availabilityZones.names[1]}`,
    },
}, { provider });

const vpcPublicSubnet2 = new aws.ec2.Subnet("vpc-public-subnet-2", {
    vpcId: vpc.id,
    availabilityZone: availabilityZones.names[2],
    cidrBlock: "10.16.224.0/20",
    mapPublicIpOnLaunch: false,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-public-${availabilityZones.names[2]}`,
    },
}, { provider });

const vpcInternetGateway = new aws.ec2.InternetGateway("vpc-internet-gateway", { vpcId: vpc.id, tags: { Module: "vpc/3.21.0", Name: "infra-2025-114-49f9b3b8c5" } }, { provider });

const vpcPublicRouteTable = new aws.ec2.RouteTable("vpc-public-route-table", {
    vpcId: vpc.id,
    tags: { Module: "vpc/3.21.0", Name: "infra-2025-114-49f9b3b8c5-public" },
}, { provider });

const vpcPublicInternetRoute = new aws.ec2.Route("vpc-public-internet-route", {
    routeTableId: vpcPublicRouteTable.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: vpcInternetGateway.id,
}, { provider });

const vpcPublicRouteTableAssociation0 = new aws.ec2.RouteTableAssociation("vpc-public-route-table-association-0", { subnetId: vpcPublicSubnet0.id, routeTableId: vpcPublicRouteTable.id }, { provider });

const vpcPublicRouteTableAssociation1 = new aws.ec2.RouteTableAssociation("vpc-public-route-table-association-1", { subnetId: vpcPublicSubnet1.id, routeTableId: vpcPublicRouteTable.id }, { provider });

const vpcPublicRouteTableAssociation2 = new aws.ec2.RouteTableAssociation("vpc-public-route-table-association-2", { subnetId: vpcPublicSubnet2.id, routeTableId: vpcPublicRouteTable.id }, { provider });

const vpcNatEip0 = new aws.ec2.Eip("vpc-nat-eip-0", {
    domain: "vpc",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-nat-${availabilityZones.names[0]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

const vpcNatEip1 = new aws.ec2.Eip("vpc-nat-eip-1", {
    domain: "vpc",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-nat-${availabilityZones.names[1]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

const vpcNatEip2 = new aws.ec2.Eip("vpc-nat-eip-2", {
    domain: "vpc",
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-nat-${availabilityZones.names[2]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

const vpcNatGateway0 = new aws.ec2.NatGateway("vpc-nat-gateway-0", {
    allocationId: vpcNatEip0.id,
    subnetId: vpcPublicSubnet0.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-${availabilityZones.names[0]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

const vpcNatGateway1 = new aws.ec2.NatGateway("vpc-nat-gateway-1", {
    allocationId: vpcNatEip1.id,
    subnetId: vpcPublicSubnet1.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-${availabilityZones.names[1]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

const vpcNatGateway2 = new aws.ec2.NatGateway("vpc-nat-gateway-2", {
    allocationId: vpcNatEip2.id,
    subnetId: vpcPublicSubnet2.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-${availabilityZones.names[2]}`,
    },
}, { provider, dependsOn: [vpcInternetGateway] });

// One table for each zone, so that a gateway in every zone is a change of routes alone.
const vpcPrivateRouteTable0 = new aws.ec2.RouteTable("vpc-private-route-table-0", {
    vpcId: vpc.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[0]}`,
    },
}, { provider });

const vpcPrivateRouteTable1 = new aws.ec2.RouteTable("vpc-private-route-table-1", {
    vpcId: vpc.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[1]}`,
    },
}, { provider });

const vpcPrivateRouteTable2 = new aws.ec2.RouteTable("vpc-private-route-table-2", {
    vpcId: vpc.id,
    tags: {
        Module: "vpc/3.21.0",
        Name: pulumi.interpolate`infra-2025-114-49f9b3b8c5-private-${availabilityZones.names[2]}`,
    },
}, { provider });

const vpcPrivateInternetRoute0 = new aws.ec2.Route("vpc-private-internet-route-0", {
    routeTableId: vpcPrivateRouteTable0.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: vpcNatGateway0.id,
}, { provider });

const vpcPrivateInternetRoute1 = new aws.ec2.Route("vpc-private-internet-route-1", {
    routeTableId: vpcPrivateRouteTable1.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: vpcNatGateway1.id,
}, { provider });

const vpcPrivateInternetRoute2 = new aws.ec2.Route("vpc-private-internet-route-2", {
    routeTableId: vpcPrivateRouteTable2.id,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: vpcNatGateway2.id,
}, { provider });

const vpcPrivateRouteTableAssociation0 = new aws.ec2.RouteTableAssociation("vpc-private-route-table-association-0", { subnetId: vpcPrivateSubnet0.id, routeTableId: vpcPrivateRouteTable0.id }, { provider });

const vpcPrivateRouteTableAssociation1 = new aws.ec2.RouteTableAssociation("vpc-private-route-table-association-1", { subnetId: vpcPrivateSubnet1.id, routeTableId: vpcPrivateRouteTable1.id }, { provider });

const vpcPrivateRouteTableAssociation2 = new aws.ec2.RouteTableAssociation("vpc-private-route-table-association-2", { subnetId: vpcPrivateSubnet2.id, routeTableId: vpcPrivateRouteTable2.id }, { provider });

// --- ecs-service ---

// What ECS itself does for a task: pull its image, write its logs.
const ecsServiceExecutionRole = new aws.iam.Role("ecs-service-execution-role", {
    name: "infra-2025-114-49f9b3b8c5-execution",
    assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Principal: { Service: "ecs-tasks.amazonaws.com" },
                Condition: {
                    StringEquals: { "aws:SourceAccount": callerIdentity.accountId },
                    ArnLike: {
                        "aws:SourceArn": pulumi.interpolate`arn:${partition.partition}:ecs:${region.region}:${callerIdentity.accountId}:*`,
                    },
                },
            },
        ],
    }),
    tags: { Module: "ecs-service/1.4.5" },
}, { provider });

const ecsServiceExecutionRolePolicyAttachment = new aws.iam.RolePolicyAttachment("ecs-service-execution-role-policy-attachment", {
    role: ecsServiceExecutionRole.name,
    policyArn: pulumi.interpolate`arn:${partition.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
}, { provider });

// What the containers may do. Nothing, unless they send metrics or traces.
const ecsServiceTaskRole = new aws.iam.Role("ecs-service-task-role", {
    name: "infra-2025-114-49f9b3b8c5-task",
    assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Principal: { Service: "ecs-tasks.amazonaws.com" },
                Condition: {
                    StringEquals: { "aws:SourceAccount": callerIdentity.accountId },
                    ArnLike: {
                        "aws:SourceArn": pulumi.interpolate`arn:${partition.partition}:ecs:${region.region}:${callerIdentity.accountId}:*`,
                    },
                },
            },
        ],
    }),
    tags: { Module: "ecs-service/1.4.5" },
}, { provider });

const ecsServiceServiceSecurityGroup = new aws.ec2.SecurityGroup("ecs-service-service-security-group", {
    name: "infra-2025-114-49f9b3b8c5-service",
    description: "Tasks of infra-2025-114-49f9b3b8c5",
    vpcId: vpc.id,
    tags: { Module: "ecs-service/1.4.5", Name: "infra-2025-114-49f9b3b8c5-service" },
}, { provider });

const ecsServiceBalancerSecurityGroup = new aws.ec2.SecurityGroup("ecs-service-balancer-security-group", {
    name: "infra-2025-114-49f9b3b8c5-lb",
    description: "Load balancer of infra-2025-114-49f9b3b8c5",
    vpcId: vpc.id,
    tags: { Module: "ecs-service/1.4.5", Name: "infra-2025-114-49f9b3b8c5-lb" },
}, { provider });

const ecsServiceServiceFromBalancerSecurityGroupIngressRule = new aws.vpc.SecurityGroupIngressRule("ecs-service-service-from-balancer-security-group-ingress-rule", {
    securityGroupId: ecsServiceServiceSecurityGroup.id,
    description: "From the load balancer",
    referencedSecurityGroupId: ecsServiceBalancerSecurityGroup.id,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
}, { provider });

const ecsServiceServiceSecurityGroupEgressRule = new aws.vpc.SecurityGroupEgressRule("ecs-service-service-security-group-egress-rule", {
    securityGroupId: ecsServiceServiceSecurityGroup.id,
    description: "Image registries, AWS and whatever the container calls",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "-1",
}, { provider });

const ecsServiceClientsSecurityGroupIngressRule1016001680 = new aws.vpc.SecurityGroupIngressRule("ecs-service-clients-security-group-ingress-rule-10-16-0-0-16-80", {
    securityGroupId: ecsServiceBalancerSecurityGroup.id,
    description: "Clients",
    cidrIpv4: vpc.cidrBlock,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
}, { provider });

const ecsServiceBalancerToServiceSecurityGroupEgressRule = new aws.vpc.SecurityGroupEgressRule("ecs-service-balancer-to-service-security-group-egress-rule", {
    securityGroupId: ecsServiceBalancerSecurityGroup.id,
    description: "To the tasks",
    referencedSecurityGroupId: ecsServiceServiceSecurityGroup.id,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
}, { provider });

const ecsServiceLoadBalancer = new aws.lb.LoadBalancer("ecs-service-load-balancer", {
    name: "lb-infra-2025-114-49f9b3b8c5",
    internal: true,
    loadBalancerType: "application",
    securityGroups: [ecsServiceBalancerSecurityGroup.id],
    subnets: [vpcPrivateSubnet0.id, vpcPrivateSubnet1.id, vpcPrivateSubnet2.id],
    dropInvalidHeaderFields: true,
    tags: { Module: "ecs-service/1.4.5" },
}, { provider });

const ecsServiceTargetGroup = new aws.lb.TargetGroup("ecs-service-target-group", {
    name: "tg-infra-2025-114-49f9b3b8c5",
    vpcId: vpc.id,
    targetType: "ip",
    protocol: "HTTP",
    port: 8080,
    deregistrationDelay: 30,
    tags: { Module: "ecs-service/1.4.5" },
    healthCheck: {
        path: "/",
        matcher: "200-399",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
    },
}, { provider });

const ecsServiceHttpListener = new aws.lb.Listener("ecs-service-http-listener", {
    loadBalancerArn: ecsServiceLoadBalancer.arn,
    protocol: "HTTP",
    port: 80,
    tags: { Module: "ecs-service/1.4.5" },
    defaultActions: [{ type: "forward", targetGroupArn: ecsServiceTargetGroup.arn }],
}, { provider });

const ecsServiceCluster = new aws.ecs.Cluster("ecs-service-cluster", {
    name: "infra-2025-114-49f9b3b8c5",
    tags: { Module: "ecs-service/1.4.5" },
    settings: [{ name: "containerInsights", value: "disabled" }],
}, { provider });

const ecsServiceClusterCapacityProviders = new aws.ecs.ClusterCapacityProviders("ecs-service-cluster-capacity-providers", {
    clusterName: ecsServiceCluster.name,
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
}, { provider });

const ecsServiceLogGroup = new aws.cloudwatch.LogGroup("ecs-service-log-group", {
    name: "/infra-agent/infra-2025-114-49f9b3b8c5/service",
    retentionInDays: 30,
    tags: { Module: "ecs-service/1.4.5" },
}, { provider });

const ecsServiceWorkspace = new aws.amp.Workspace("ecs-service-workspace", { alias: "infra-2025-114-49f9b3b8c5", tags: { Module: "ecs-service/1.4.5" } }, { provider });

const ecsServiceTaskDefinition = new aws.ecs.TaskDefinition("ecs-service-task-definition", {
    family: "infra-2025-114-49f9b3b8c5",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "512",
    memory: "1024",
    executionRoleArn: ecsServiceExecutionRole.arn,
    taskRoleArn: ecsServiceTaskRole.arn,
    tags: { Module: "ecs-service/1.4.5" },
    containerDefinitions: pulumi.jsonStringify([
        {
            environment: [],
            essential: true,
            image: containerImage,
            logConfiguration: {
                logDriver: "awslogs",
                options: {
                    "awslogs-group": ecsServiceLogGroup.name,
                    "awslogs-region": region.region,
                    "awslogs-stream-prefix": "app",
                },
            },
            name: "app",
            portMappings: [
                {
                    containerPort: 8080,
                    hostPort: 8080,
                    protocol: "tcp",
                },
            ],
            readonlyRootFilesystem: false,
        },
        {
            environment: [
                {
                    name: "AOT_CONFIG_CONTENT",
                    value: pulumi.jsonStringify({
                        extensions: { sigv4auth: { region: region.region, service: "aps" } },
                        receivers: {
                            prometheus: {
                                config: {
                                    scrape_configs: [
                                        {
                                            job_name: "infra-2025-114-49f9b3b8c5",
                                            scrape_interval: "30s",
                                            metrics_path: "/metrics",
                                            static_configs: [{ targets: ["127.0.0.1:8080"] }],
                                        },
                                    ],
                                },
                            },
                        },
                        exporters: {
                            prometheusremotewrite: {
                                endpoint: pulumi.interpolate`${ecsServiceWorkspace.prometheusEndpoint}api/v1/remote_write`,
                                auth: { authenticator: "sigv4auth" },
                            },
                        },
                        service: {
                            extensions: ["sigv4auth"],
                            pipelines: {
                                metrics: {
                                    receivers: ["prometheus"],
                                    exporters: ["prometheusremotewrite"],
                                },
                            },
                        },
                    }),
                },
            ],
            essential: false,
            image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3",
            logConfiguration: {
                logDriver: "awslogs",
                options: {
                    "awslogs-group": ecsServiceLogGroup.name,
                    "awslogs-region": region.region,
                    "awslogs-stream-prefix": "collector",
                },
            },
            name: "collector",
        },
    ]),
    runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
}, { provider });

// The number of tasks is what the specification says.
const ecsServiceFixedService = new aws.ecs.Service("ecs-service-fixed-service", {
    name: "infra-2025-114-49f9b3b8c5",
    cluster: ecsServiceCluster.id,
    taskDefinition: ecsServiceTaskDefinition.arn,
    desiredCount: 3,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    healthCheckGracePeriodSeconds: 60,
    enableEcsManagedTags: true,
    propagateTags: "SERVICE",
    waitForSteadyState: true,
    tags: { Module: "ecs-service/1.4.5" },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    networkConfiguration: {
        subnets: [vpcPrivateSubnet0.id, vpcPrivateSubnet1.id, vpcPrivateSubnet2.id],
        securityGroups: [ecsServiceServiceSecurityGroup.id],
        assignPublicIp: false,
    },
    loadBalancers: [
        {
            targetGroupArn: ecsServiceTargetGroup.arn,
            containerName: "app",
            containerPort: 8080,
        },
    ],
}, { provider, dependsOn: [ecsServiceExecutionRolePolicyAttachment, ecsServiceHttpListener] });

const ecsServiceCollectorRolePolicy = new aws.iam.RolePolicy("ecs-service-collector-role-policy", {
    name: "send-metrics-and-traces",
    role: ecsServiceTaskRole.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["aps:RemoteWrite"],
                Resource: [ecsServiceWorkspace.arn],
            },
        ],
    }),
}, { provider });

export const ecs_service_cluster_name = ecsServiceCluster.name;
export const ecs_service_image = containerImage;
export const ecs_service_log_group = ecsServiceLogGroup.name;
export const ecs_service_prometheus_endpoint = ecsServiceWorkspace.prometheusEndpoint;
export const ecs_service_security_group_id = ecsServiceServiceSecurityGroup.id;
export const ecs_service_service_name = ecsServiceFixedService.name;
export const ecs_service_task_definition_arn = ecsServiceTaskDefinition.arn;
export const ecs_service_task_role_name = ecsServiceTaskRole.name;
export const ecs_service_url = pulumi.interpolate`http://${ecsServiceLoadBalancer.dnsName}`;
export const vpc_availability_zones = [availabilityZones.names[0], availabilityZones.names[1], availabilityZones.names[2]];
export const vpc_cidr_blocks = [vpc.cidrBlock];
export const vpc_flow_log_group = vpcFlowLogGroup.name;
export const vpc_id = vpc.id;
export const vpc_nat_public_ips = [vpcNatEip0.publicIp, vpcNatEip1.publicIp, vpcNatEip2.publicIp];
export const vpc_private_subnet_ids = [vpcPrivateSubnet0.id, vpcPrivateSubnet1.id, vpcPrivateSubnet2.id];
export const vpc_public_subnet_ids = [vpcPublicSubnet0.id, vpcPublicSubnet1.id, vpcPublicSubnet2.id];
