import numpy as n
A=n.array
AND=lambda x1,x2:int(x1 and x2)and 1
NAND=lambda x1,x2:1-AND(x1,x2)
OR=lambda x1,x2:int(x1+x2>0)
XOR=lambda x1,x2:AND(NAND(x1,x2),OR(x1,x2))
step_function=lambda x:(x>0)+0
sigmoid=lambda x:1/(1+n.exp(-x))
sigmoid_grad=lambda x:sigmoid(x)*sigmoid(-x)
relu=lambda x:x*(x>0)
identity_function=lambda x:x
def softmax(x):e=n.exp(x-x.max(-1,keepdims=1));return e/e.sum(-1,keepdims=1)
sum_squared_error=lambda y,t:((y-t)**2).sum()/2
def cross_entropy_error(y,t):
    y,t=n.atleast_2d(y),n.array(t)
    if t.size==y.size:t=t.reshape(y.shape).argmax(1)
    return -n.log(y[range(len(y)),t.ravel()]+1e-9).mean()
numerical_diff=lambda f,x,h=1e-4:(f(x+h)-f(x-h))/2/h
def numerical_gradient(f,x,h=1e-4):
    g=n.zeros(x.shape)
    for i in n.ndindex(x.shape):v=x[i];x[i]=v+h;a=f(x);x[i]=v-h;g[i]=(a-f(x))/2/h;x[i]=v
    return g
def gradient_descent(f,init_x,lr=.01,step_num=100):
    x=init_x+0.
    for _ in'.'*step_num:x-=lr*numerical_gradient(f,x)
    return x
l1_penalty=lambda W,lam:lam*abs(W).sum()
l1_gradient=lambda W,lam:lam*n.sign(W)
l2_penalty=lambda W,lam:lam*(W*W).sum()/2
l2_gradient=lambda W,lam:lam*W
conv_output_size=lambda H,F,S=1,P=0:(H+2*P-F)//S+1
class MulLayer:
    def forward(s,x,y):s.a=y,x;return x*y
    def backward(s,d):return[d*i for i in s.a]
class AddLayer:
    def forward(s,x,y):return x+y
    def backward(s,d):return d,d
class Relu:
    def forward(s,x):s.m=x>0;return x*s.m
    def backward(s,d):return d*s.m
class Sigmoid:
    def forward(s,x):s.y=sigmoid(x);return s.y
    def backward(s,d):return d*s.y*(1-s.y)
class Affine:
    def __init__(s,W,b):s.W,s.b=W,b
    def forward(s,x):s.s=x.shape;s.x=x.reshape(len(x),-1);return s.x@s.W+s.b
    def backward(s,d):s.dW=s.x.T@d;s.db=d.sum(0);return(d@s.W.T).reshape(s.s)
class SoftmaxWithLoss:
    def forward(s,x,t):s.y=softmax(x);s.t=t if t.ndim>1 else n.eye(x.shape[1])[t];return cross_entropy_error(s.y,s.t)
    def backward(s,dout=1):return(s.y-s.t)/len(s.t)
class Dropout:
    def __init__(s,r=.5):s.r=r
    def forward(s,x,train_flg=1):
        s.m=n.random.rand(*x.shape)>s.r if train_flg else 1-s.r
        return x*s.m
    def backward(s,d):return d*s.m
class SGD:
    def __init__(s,lr=.01):s.lr=lr
    def update(s,p,g):
        for k in p:p[k]-=s.lr*g[k]
class Momentum:
    def __init__(s,lr=.01,momentum=.9):s.l,s.m,s.v=lr,momentum,{}
    def update(s,p,g):
        for k in p:s.v[k]=v=s.m*s.v.get(k,0)-s.l*g[k];p[k]+=v
class AdaGrad:
    def __init__(s,lr=.01):s.l,s.h=lr,{}
    def update(s,p,g):
        for k in p:s.h[k]=s.h.get(k,0)+g[k]**2;p[k]-=s.l*g[k]/(s.h[k]**.5+1e-7)
class RMSprop:
    def __init__(s,lr=.01,decay_rate=.99):s.l,s.d,s.h=lr,decay_rate,{}
    def update(s,p,g):
        for k in p:s.h[k]=s.d*s.h.get(k,0)+(1-s.d)*g[k]**2;p[k]-=s.l*g[k]/(s.h[k]**.5+1e-7)
class Adam:
    def __init__(s,lr=.001,beta1=.9,beta2=.999):s.l,s.a,s.b,s.m,s.v,s.t=lr,beta1,beta2,{},{},0
    def update(s,p,g):
        s.t+=1;a,b=s.a,s.b
        for k in p:
            s.m[k]=m=a*s.m.get(k,0)+(1-a)*g[k];s.v[k]=v=b*s.v.get(k,0)+(1-b)*g[k]**2
            p[k]-=s.l*m/(1-a**s.t)/((v/(1-b**s.t))**.5+1e-8)
class BatchNormalization:
    def __init__(s,g,b,momentum=.9):s.g,s.b,s.r,s.M,s.V=g,b,momentum,0,0
    def forward(s,x,train_flg=1):
        S=x.shape;x=x.reshape(len(x),-1)
        if train_flg:m,v=x.mean(0),x.var(0);s.M=s.r*s.M+(1-s.r)*m;s.V=s.r*s.V+(1-s.r)*v
        else:m,v=s.M,s.V
        s.d=(v+1e-6)**.5;s.h=(x-m)/s.d
        return(s.g*s.h+s.b).reshape(S)
    def backward(s,d):
        S=d.shape;d=d.reshape(len(d),-1)
        s.dbeta,s.dgamma=d.sum(0),(d*s.h).sum(0)
        return(s.g/s.d*(d-s.dbeta/len(d)-s.h*s.dgamma/len(d))).reshape(S)
class Convolution:
    def __init__(s,W,b,stride=1,pad=0):s.W,s.b,s.s,s.p=W,b,stride,pad
    def k(s,i,h):return slice(i,i+s.s*(h-1)+1,s.s)
    def forward(s,x):
        p=s.p;s.x=X=n.pad(x,[(0,0)]*2+[(p,p)]*2);f,c,u,v=s.W.shape
        s.o=h,w=(X.shape[2]-u)//s.s+1,(X.shape[3]-v)//s.s+1
        return sum(n.einsum('nchw,fc->nfhw',X[:,:,s.k(i,h),s.k(j,w)],s.W[:,:,i,j])for i in range(u)for j in range(v))+s.b.reshape(-1,1,1)
    def backward(s,d):
        h,w=s.o;p=s.p;D=n.zeros(s.x.shape);s.dW=s.W*0.;s.db=d.sum((0,2,3))
        for i,j in n.ndindex(s.W.shape[2:]):
            q=(...,s.k(i,h),s.k(j,w));s.dW[:,:,i,j]=n.einsum('nfhw,nchw->fc',d,s.x[q]);D[q]+=n.einsum('nfhw,fc->nchw',d,s.W[:,:,i,j])
        return D[:,:,p:D.shape[2]-p,p:D.shape[3]-p]
