/**
 * NVDLA's performance sheet: nvdla/hw@8e06b1b, perf/NVDLA_OpenSource_Performance.xlsx. Of each layer the channels, filters, rows
 * of a filter, stride, rows of output, whether it is a Winograd convolution, the cycles of its MACs, the network and the name.
 */
export const nvdlaLayers = `
3 96 11 4 55 0 49617.5625 AlexNet 1;48 128 5 1 27 0 54675 AlexNet 2;48 128 5 1 27 0 54675 AlexNet 2;256 384 3 1 13 1 32448 AlexNet 3;
192 192 3 1 13 1 12168 AlexNet 4;192 192 3 1 13 1 12168 AlexNet 4;192 128 3 1 13 1 8112 AlexNet 5;192 128 3 1 13 1 8112 AlexNet 5;
256 4096 6 1 1 0 18432 AlexNet fc1;4096 4096 1 1 1 0 8192 AlexNet fc2;4096 1000 1 1 1 0 2000 AlexNet fc3;3 64 7 2 112 0 76832 GoogLeNet conv1;
64 192 3 1 56 1 75264 GoogLeNet conv2;96 128 3 1 28 1 18816 GoogLeNet inception 3a 3x3;16 32 5 1 28 0 4900 GoogLeNet inception 3a 5x5;
192 32 1 1 28 0 2352 GoogLeNet inception 3a pool proj;128 192 3 1 28 1 37632 GoogLeNet inception 3b 3x3;
32 96 5 1 28 0 29400 GoogLeNet inception 3b 5x5;256 64 1 1 28 0 6272 GoogLeNet inception 3b pool proj;96 208 3 1 14 1 7644 GoogLeNet inception 4a 3x3;
16 48 5 1 14 0 1837.5 GoogLeNet inception 4a 5x5;480 64 1 1 14 0 2940 GoogLeNet inception 4a pool proj;
112 224 3 1 14 1 9604 GoogLeNet inception 4b 3x3;24 64 5 1 14 0 4900 GoogLeNet inception 4b 5x5;512 64 1 1 14 0 3136 GoogLeNet inception 4b pool proj;
128 256 3 1 14 1 12544 GoogLeNet inception 4c 3x3;24 64 5 1 14 0 4900 GoogLeNet inception 4c 5x5;
512 64 1 1 14 0 3136 GoogLeNet inception 4c pool proj;144 288 3 1 14 1 15876 GoogLeNet inception 4d 3x3;
32 64 5 1 14 0 4900 GoogLeNet inception 4d 5x5;512 64 1 1 14 0 3136 GoogLeNet inception 4d pool proj;
160 320 3 1 14 1 19600 GoogLeNet inception 4e 3x3;32 128 5 1 14 0 9800 GoogLeNet inception 4e 5x5;
528 128 1 1 14 0 6468 GoogLeNet inception 4e pool proj;160 320 3 1 7 1 4900 GoogLeNet inception 5a 3x3;32 128 5 1 7 0 2450 GoogLeNet inception 5a 5x5;
832 128 1 1 7 0 2548 GoogLeNet inception 5a pool proj;192 384 3 1 7 1 7056 GoogLeNet inception 5b 3x3;48 128 5 1 7 0 3675 GoogLeNet inception 5b 5x5;
832 128 1 1 7 0 2548 GoogLeNet inception 5b pool proj;1024 1000 1 1 1 0 500 GoogLeNet fc;
3 64 7 2 112 0 76832 ResNet50 Conv1 + bn + scale + Relu + Pooling;64 256 1 1 56 0 25088 ResNet50 Res2a_branch1 + bn + scale;
256 64 1 1 56 0 25088 ResNet50 Res2a_branch2a + bn + scale + relu;64 64 3 1 56 1 25088 ResNet50 Res2a_branch2b + bn + scale + relu;
64 256 1 1 56 0 25088 ResNet50 Res2a_branch2c + bn + scale + Elwise + relu;256 64 1 1 56 0 25088 ResNet50 Res2b_branch2a + bn + scale + relu;
64 64 3 1 56 1 25088 ResNet50 Res2b_branch2b + bn + scale + relu;64 256 1 1 56 0 25088 ResNet50 Res2b_branch2c + bn + scale + Elwise + relu;
256 64 1 1 56 0 25088 ResNet50 Res2c_branch2a + bn + scale + relu;64 64 3 1 56 1 25088 ResNet50 Res2c_branch2b + bn + scale + relu;
64 256 1 1 56 0 25088 ResNet50 Res2c_branch2c + bn + scale + Elwise + relu;256 512 1 2 28 0 50176 ResNet50 Res3a_branch1 + bn + scale;
256 128 1 2 28 0 12544 ResNet50 Res3a_branch2a + bn + scale + relu;128 128 3 1 28 1 25088 ResNet50 Res3a_branch2b + bn + scale + relu;
128 512 1 1 28 0 25088 ResNet50 Res3a_branch2c + bn + scale + Elwise + relu;512 128 1 1 28 0 25088 ResNet50 Res3b_branch2a + bn + scale + relu;
128 128 3 1 28 1 25088 ResNet50 Res3b_branch2b + bn + scale + relu;128 512 1 1 28 0 25088 ResNet50 Res3b_branch2c + bn + scale + Elwise + relu;
512 128 1 1 28 0 25088 ResNet50 Res3c_branch2a + bn + scale + relu;128 128 3 1 28 1 25088 ResNet50 Res3c_branch2b + bn + scle + relu;
128 512 1 1 28 0 25088 ResNet50 Res3c_branch2c + bn + scale + Elwise + relu;512 128 1 1 28 0 25088 ResNet50 Res3d_branch2a + bn + scale + relu;
128 128 3 1 28 1 25088 ResNet50 Res3d_branch2b + bn + scale + relu;128 512 1 1 28 0 25088 ResNet50 Res3d_branch2c + bn + scale + Elwise + relu;
512 1024 1 2 14 0 50176 ResNet50 Res4a_branch1 + bn + scale;512 256 1 2 14 0 12544 ResNet50 Res4a_branch2a + bn + scale + relu;
256 256 3 1 14 1 25088 ResNet50 Res4a_branch2b + bn + scale + relu;256 1024 1 1 14 0 25088 ResNet50 Res4a_branch2c + bn + scale + Elwise + relu;
1024 256 1 1 14 0 25088 ResNet50 Res4b_branch2a + bn + scale + relu;256 256 3 1 14 1 25088 ResNet50 Res4b_branch2b + bn + scale + relu;
256 1024 1 1 14 0 25088 ResNet50 Res4b_branch2c + bn + scale + Elwise + relu;1024 256 1 1 14 0 25088 ResNet50 Res4c_branch2a + bn + scale + relu;
256 256 3 1 14 1 25088 ResNet50 Res4c_branch2b + bn + scale + relu;256 1024 1 1 14 0 25088 ResNet50 Res4c_branch2c + bn + scale + Elwise + relu;
1024 256 1 1 14 0 25088 ResNet50 Res4d_branch2a + bn + scale + relu;256 256 3 1 14 1 25088 ResNet50 Res4d_branch2b + bn + scale + relu;
256 1024 1 1 14 0 25088 ResNet50 Res4d_branch2c + bn + scale + Elwise + relu;1024 256 1 1 14 0 25088 ResNet50 Res4e_branch2a + bn + scale + relu;
256 256 3 1 14 1 25088 ResNet50 Res4e_branch2b + bn + scale + relu;256 1024 1 1 14 0 25088 ResNet50 Res4e_branch2c + bn + scale + Elwise + relu;
1024 256 1 1 14 0 25088 ResNet50 Res4f_branch2a + bn + scale + relu;256 256 3 1 14 1 25088 ResNet50 Res4f_branch2b + bn + scale + relu;
256 1024 1 1 14 0 25088 ResNet50 Res4f_branch2c + bn + scale + Elwise + relu;1024 2048 1 2 7 0 50176 ResNet50 Res5a_branch1 + bn + scale;
1024 512 1 2 7 0 12544 ResNet50 Res5a_branch2a + bn + scale + relu;512 512 3 1 7 1 25088 ResNet50 Res5a_branch2b + bn + scale + relu;
512 2048 1 1 7 0 25088 ResNet50 Res5a_branch2c + bn + scale + Elwise + relu;2048 512 1 1 7 0 25088 ResNet50 Res5b_branch2a + bn + scale + relu;
512 512 3 1 7 1 25088 ResNet50 Res5b_branch2b + bn + scale + relu;512 2048 1 1 7 0 25088 ResNet50 Res5b_branch2c + bn + scale + Elwise + relu;
2048 512 1 1 7 0 25088 ResNet50 Res5c_branch2a + bn + scale + relu;512 512 3 1 7 1 25088 ResNet50 Res5c_branch2b + bn + scale + relu;
512 2048 1 1 7 0 25088 ResNet50 Res5c_branch2c + bn + scale + Elwise + relu;2048 1000 1 1 1 0 1000 ResNet50 fc1000
`
